package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scewarehouse.etl.source.hr.HrRig.DAY;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;

/** A real OpenLDAP server pages, limits and refuses as the client expects. */
class RealSlapdTest {

    private static final int PEOPLE = 25;

    private static final HrParseSettings PARSE = HrParseSettings.standard(HrKind.LDAP)
            .withFields(Map.of(
                    HrColumn.EMPLOYEE_ID, "employeeNumber",
                    HrColumn.LOGIN, "uid",
                    HrColumn.DEPARTMENT_NAME, "",
                    HrColumn.STATUS, ""));

    @TempDir
    Path folder;

    @Test
    void peopleOfARealServerAreRead() throws Exception {
        HrRig rig = new HrRig(folder.resolve("rig"));
        try (RealSlapd slapd = filled(1000)) {
            HrRig.Seen seen = rig.read(directory(slapd, RealSlapd.READER, RealSlapd.PASSWORD), PARSE, DAY);
            assertThat(seen.workers()).hasSize(PEOPLE).allMatch(HrWorker::isEmployed);
            assertThat(seen.workers().get(1).managerEmployeeId()).isEqualTo("e0");
            assertThat(seen.workers().get(1).departmentCode()).isEqualTo("BIO");
        }
    }

    @Test
    void aRealSizeLimitAndAWrongPasswordAreNamed() throws Exception {
        HrRig rig = new HrRig(folder.resolve("rig"));
        try (RealSlapd slapd = filled(12)) {
            assertThatThrownBy(() -> rig.extract(directory(slapd, RealSlapd.READER, RealSlapd.PASSWORD), DAY))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("result 4");
            assertThatThrownBy(() -> rig.extract(directory(slapd, RealSlapd.READER, "wrong"), DAY))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("result 49");
        }
    }

    private RealSlapd filled(int sizeLimit) throws Exception {
        RealSlapd slapd = RealSlapd.start(folder.resolve("slapd"), sizeLimit);
        try (LDAPConnection admin =
                new LDAPConnection("127.0.0.1", slapd.port(), RealSlapd.ADMIN, RealSlapd.PASSWORD)) {
            admin.add(
                    "dn: dc=example,dc=org",
                    "objectClass: dcObject",
                    "objectClass: organization",
                    "o: x",
                    "dc: example");
            admin.add("dn: ou=people,dc=example,dc=org", "objectClass: organizationalUnit", "ou: people");
            admin.add(
                    "dn: " + RealSlapd.READER,
                    "objectClass: organizationalRole",
                    "objectClass: simpleSecurityObject",
                    "cn: reader",
                    "userPassword: " + RealSlapd.PASSWORD);
            for (int i = 0; i < PEOPLE; i++) {
                admin.add(RealSlapd.person(i, "UID=user0, ou=People,dc=example,dc=org")
                        .toArray(String[]::new));
            }
        }
        return slapd;
    }

    private static LdapDirectory directory(RealSlapd slapd, String username, String password) {
        LdapSettings settings = new LdapSettings(
                slapd.url(),
                false,
                username,
                password,
                null,
                "ou=people,dc=example,dc=org",
                "(objectClass=inetOrgPerson)",
                10,
                Duration.ofSeconds(5));
        return new LdapDirectory(settings, PARSE, HrRig.retry());
    }
}
