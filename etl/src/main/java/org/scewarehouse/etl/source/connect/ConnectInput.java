package org.scewarehouse.etl.source.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.model.Day;

/** Where what is known of a Connect server comes from: itself, or what Chronicle wrote of it. */
public interface ConnectInput {

    /** What is asked, each endpoint on its own. */
    List<Endpoint> endpoints();

    /** How long after its end a day can be asked for. */
    Duration edge();

    /** How far back there are answers. */
    Reach reach(Instant now);

    /**
     * Brings one endpoint's answers of one day to raw and completes the attempt. Parts that are there are not asked
     * for again.
     *
     * @throws org.scewarehouse.etl.SourceUnavailable if asking again later may help
     * @throws org.scewarehouse.etl.SourceMisconfigured if a setting or a key must be changed
     * @throws org.scewarehouse.etl.SourceChanged if an answer is not as documented
     */
    void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress);
}
