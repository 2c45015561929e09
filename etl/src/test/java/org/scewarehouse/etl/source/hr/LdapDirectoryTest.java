package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.scewarehouse.etl.source.hr.HrRig.DAY;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;

class LdapDirectoryTest {

    private static final String BASE = "ou=people,dc=example,dc=org";
    private static final String WHO = "cn=sce,dc=example,dc=org";
    private static final String PASSWORD = "open sesame";
    private static final HrParseSettings PARSE = HrParseSettings.standard(HrKind.LDAP);

    @TempDir
    Path folder;

    private final Faults faults = new Faults();
    private HrRig rig;
    private InMemoryDirectoryServer server;

    @BeforeEach
    void start() throws Exception {
        rig = new HrRig(folder);
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=org");
        config.setSchema(null); // Active Directory's is not to be had
        config.addAdditionalBindCredentials(WHO, PASSWORD);
        config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
        config.addInMemoryOperationInterceptor(faults);
        server = new InMemoryDirectoryServer(config);
        server.startListening();
        server.add("dn: dc=example,dc=org", "objectClass: domain", "dc: example");
        server.add("dn: " + BASE, "objectClass: organizationalUnit", "ou: people");
        for (int i = 0; i < 7; i++) {
            server.add(
                    "dn: CN=Person " + i + ",OU=People,DC=example,DC=org",
                    "objectClass: user",
                    "objectCategory: person",
                    "employeeID: e" + i,
                    "sAMAccountName: user" + i,
                    "userAccountControl: " + (i == 6 ? 514 : 66048),
                    "departmentNumber: D2",
                    "departmentNumber: D1",
                    "department: Biology",
                    "homePhone: 555-0100",
                    "manager: cn=person " + (i == 5 ? "gone" : Integer.toString((i + 1) % 2))
                            + " , ou=people,dc=example,dc=org");
        }
        server.add(
                "dn: CN=Printer,OU=People,DC=example,DC=org",
                "objectClass: user",
                "objectCategory: person",
                "sAMAccountName: printer");
    }

    @AfterEach
    void stop() {
        server.shutDown(true);
    }

    @Test
    void peopleAreReadPageByPageWithTheirManagers() throws Exception {
        var raw = rig.extract(directory(3), DAY);
        assertThat(rig.rawText(raw)).doesNotContain("555-0100");
        HrRig.Seen seen = rig.parse(raw, PARSE, DAY);
        assertThat(seen.ids()).containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6");
        assertThat(seen.workers())
                .extracting(HrWorker::managerEmployeeId)
                .containsExactly("e1", "e0", "e1", "e0", "e1", null, "e1");
        assertThat(seen.workers())
                .extracting(HrWorker::isEmployed)
                .containsExactly(true, true, true, true, true, true, false);
        assertThat(seen.workers().get(0).login()).isEqualTo("user0");
        assertThat(seen.workers().get(0).departmentCode()).isEqualTo("D1");
        assertThat(seen.findings())
                .containsExactlyInAnyOrder(
                        "DROP employee_id is not given, so the record was left out: 1",
                        "GAP manager_employee_id names somebody who is not in the snapshot: 1",
                        "WARNING manager_employee_id leads back to the person in a circle: 2");
    }

    @Test
    void aPageThatComesTwiceCountsOnce() throws Exception {
        faults.isPageRepeated = true;
        HrRig.Seen seen = rig.read(directory(3), PARSE, DAY);
        assertThat(seen.ids()).containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6");
        assertThat(seen.findings()).contains("DROP people was given twice by the source: 3");
    }

    @Test
    void aDirectoryThatGivesTheFirstPageForEverIsNotAskedForEver() {
        faults.isPageRepeated = true;
        faults.isFirstForEver = true;
        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofMinutes(1), () -> rig.extract(directory(3), DAY)))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("expected further people, got 4 pages without any");
    }

    @Test
    void peopleInUnitsBelowTheBaseAreReadToo() throws Exception {
        server.add("dn: ou=Basel," + BASE, "objectClass: organizationalUnit", "ou: Basel");
        server.add(
                "dn: CN=Person 7,OU=Basel," + BASE,
                "objectClass: user",
                "objectCategory: person",
                "employeeID: e7",
                "sAMAccountName: user7");
        assertThat(rig.read(directory(3), PARSE, DAY).ids()).contains("e7");
    }

    @Test
    void aSizeLimitLeavesNoHalfOfThePeople() {
        faults.secondPage = new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED, "1000 is all you get");
        assertThatThrownBy(() -> rig.extract(directory(3), DAY))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("result 4")
                .hasMessageContaining("sce.sources.hr.page-size");
    }

    @Test
    void credentialsThatEndAreNamedWheneverTheyDo() {
        faults.bind = new LDAPException(
                ResultCode.INVALID_CREDENTIALS, "80090308: LdapErr: DSID-0C090447, comment: x, data 532, v3839");
        assertThatThrownBy(() -> directory(3).reach(Instant.EPOCH, ZoneOffset.UTC))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("its password has expired")
                .hasMessageContaining("sce.sources.hr.username and .password")
                .hasMessageNotContaining(PASSWORD);
        faults.bind = null;
        faults.secondPage = new LDAPException(
                ResultCode.OPERATIONS_ERROR, "In order to perform this operation a successful bind must be completed");
        assertThatThrownBy(() -> rig.extract(directory(3), DAY))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("sce.sources.hr.username");
    }

    @Test
    void whatPassesIsTriedAgain() {
        faults.secondPage = new LDAPException(ResultCode.BUSY, "not now");
        assertThatThrownBy(() -> rig.extract(directory(3), DAY))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("asked 3 times");
        int port = server.getListenPort();
        server.shutDown(true);
        LdapSettings gone = settings("ldap://localhost:" + port, BASE, 3);
        assertThatThrownBy(() -> new LdapDirectory(gone, PARSE, HrRig.retry()).reach(Instant.EPOCH, ZoneOffset.UTC))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("sce.sources.hr.url");
    }

    @Test
    void wrongSettingsAreNamed() {
        LdapSettings elsewhere = settings("ldap://localhost:" + server.getListenPort(), "dc=example,dc=com", 3);
        assertThatThrownBy(
                        () -> new LdapDirectory(elsewhere, PARSE, HrRig.retry()).reach(Instant.EPOCH, ZoneOffset.UTC))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("sce.sources.hr.base-dn");
        LdapSettings nothing = new LdapSettings(
                "https://x", true, "cn=x", null, folder.resolve("none"), " ", "(a=b)", 0, Duration.ofSeconds(1));
        assertThatThrownBy(() -> new LdapDirectory(nothing, PARSE, HrRig.retry()))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContainingAll(".url", ".username and .password", ".base-dn", ".page-size", ".ca-file");
    }

    /** Each fault of a directory names its address. */
    @Test
    void anAddressHoldsNoPassword() {
        LdapSettings both = settings("ldaps://reader:canary@localhost", BASE, 3);
        assertThat(both.faults())
                .singleElement()
                .asString()
                .contains(".url: must hold no user")
                .doesNotContain("canary");
    }

    @Test
    void aPasswordIsNotSentInTheClear() {
        LdapSettings plain = new LdapSettings(
                "ldap://localhost:" + server.getListenPort(),
                true,
                WHO,
                PASSWORD,
                null,
                BASE,
                "(objectClass=user)",
                3,
                Duration.ofSeconds(5));
        assertThatThrownBy(() -> new LdapDirectory(plain, PARSE, HrRig.retry()).reach(Instant.EPOCH, ZoneOffset.UTC))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("StartTLS");
    }

    private LdapDirectory directory(int pageSize) {
        return new LdapDirectory(
                settings("ldap://localhost:" + server.getListenPort(), BASE, pageSize), PARSE, HrRig.retry());
    }

    private static LdapSettings settings(String url, String base, int pageSize) {
        return new LdapSettings(
                url,
                false,
                WHO,
                PASSWORD,
                null,
                base,
                LdapSettings.ACTIVE_DIRECTORY_PEOPLE,
                pageSize,
                Duration.ofSeconds(5));
    }

    /** What goes wrong in the server. */
    private static final class Faults extends InMemoryOperationInterceptor {

        private volatile @Nullable LDAPException bind;
        private volatile @Nullable LDAPException secondPage;
        private volatile boolean isPageRepeated;
        private volatile boolean isFirstForEver;
        private @Nullable Control earlier;

        @Override
        public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
            LDAPException fault = bind;
            if (fault != null) {
                throw fault;
            }
        }

        @Override
        public void processSearchRequest(InMemoryInterceptedSearchRequest intercepted) throws LDAPException {
            SearchRequest request = intercepted.getRequest().duplicate();
            Control control = request.getControl(SimplePagedResultsControl.PAGED_RESULTS_OID);
            boolean isLater = control != null
                    && new SimplePagedResultsControl(control.getOID(), control.isCritical(), control.getValue())
                                    .getCookie()
                                    .getValueLength()
                            > 0;
            LDAPException fault = secondPage;
            if (isLater && fault != null) {
                throw fault;
            }
            Control before = earlier;
            if (isLater && isPageRepeated && before != null) {
                request.setControls(List.of(before));
                intercepted.setRequest(request);
                isPageRepeated = isFirstForEver;
            }
            earlier = isFirstForEver && before != null ? before : control;
        }
    }
}
