package org.scewarehouse.etl.source.hr;

import java.time.Instant;
import java.time.ZoneId;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.model.Day;

/** One kind of system that knows the people. */
public interface HrExtract {

    /** Whether it answers for past days or as of now. */
    Endpoint.Kind endpointKind();

    /**
     * How far back it answers; also tells that it answers at all and takes the credentials.
     *
     * @param zone the reporting zone
     * @throws org.scewarehouse.etl.SourceUnavailable where asking again later may help
     * @throws org.scewarehouse.etl.SourceMisconfigured where a setting is wrong
     */
    Reach reach(Instant now, ZoneId zone);

    /**
     * Keeps the day's snapshot as one part, a {@link PersonLine} each; without a part where the day has none, which is
     * then for good. Does not complete the attempt.
     *
     * @throws org.scewarehouse.etl.SourceUnavailable where asking again later may help
     * @throws org.scewarehouse.etl.SourceChanged where the answer is not as documented
     * @throws org.scewarehouse.etl.SourceMisconfigured where a setting is wrong
     */
    void extract(Day day, RawZone.Writer raw, Progress progress);
}
