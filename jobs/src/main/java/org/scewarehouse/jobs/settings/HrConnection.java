package org.scewarehouse.jobs.settings;

import java.time.InstantSource;
import java.util.Objects;
import org.scewarehouse.etl.http.Http;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.hr.CsvDrop;
import org.scewarehouse.etl.source.hr.HrExtract;
import org.scewarehouse.etl.source.hr.HrParseSettings;
import org.scewarehouse.etl.source.hr.LdapDirectory;
import org.scewarehouse.etl.source.hr.ScimUsers;
import org.scewarehouse.etl.source.hr.WorkdayReport;

/** Makes of the settings what asks HR. */
public final class HrConnection {

    private HrConnection() {}

    /** The system that the settings name; nothing is asked yet. */
    public static HrExtract of(Settings settings, InstantSource clock, Retry retry) {
        HrSettings hr = settings.sources().hr();
        HrParseSettings parse = hr.parse();
        return switch (parse.kind()) {
            case CSV -> new CsvDrop(settings.stores().open(Objects.requireNonNull(hr.path())), hr.csv(), parse);
            case LDAP -> new LdapDirectory(hr.ldap(), parse, retry);
            case WORKDAY -> new WorkdayReport(new Http(hr.http(), clock), hr.query(), parse, retry);
            case SCIM -> new ScimUsers(new Http(hr.http(), clock), hr.query(), hr.pageSize(), parse, retry);
        };
    }
}
