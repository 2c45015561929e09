package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.demo.DemoRun;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page over a warehouse that the demo has loaded. */
class ReportPageTest {
    private static String html;

    @BeforeAll
    static void write() throws Exception {
        CommandLineRun report = DemoWarehouse.run("report");
        assertThat(report.exitCode()).as(report.output() + report.errors()).isZero();
        html = Files.readString(DemoWarehouse.home().resolve("report.html"));
    }

    @Test
    void everyQuestionIsAHeadlineAndIsAnswered() throws Exception {
        Document page = parsed();
        for (Section section : Sections.ALL) {
            Element found = byId(page, section.name());
            assertThat(found.getElementsByTagName("h3").item(0).getTextContent())
                    .isEqualTo(section.question());
            String answer = found.getElementsByTagName("p").item(0).getTextContent();
            assertThat(answer)
                    .as(section.name())
                    .endsWith(".")
                    .doesNotContain("{")
                    .doesNotContain("Not known");
            boolean isTold = found.getElementsByTagName("strong").getLength() > 0;
            assertThat(isTold || answer.equals(section.otherwise())).as(answer).isTrue();
            assertThat(found.getElementsByTagName("table").getLength()).isEqualTo(isTold ? 1 : 0);
        }
    }

    @Test
    void everyNumberIsExplained() throws Exception {
        Page page = ReportPage.read(DemoWarehouse.dataSource(), ReportPage.USUAL_PERIOD);
        List<String> unexplained = new ArrayList<>();
        page.sections().forEach(section -> unexplained.addAll(section.unexplained(page.meanings())));
        assertThat(unexplained).isEmpty();
    }

    @Test
    void nothingIsFetchedAndNothingRuns() {
        assertThat(html).doesNotContain("<script").doesNotContain("http://").doesNotContain("https://");
        assertThat(html).doesNotContain("url(").doesNotContain("@import").doesNotContain(" src=");
        assertThat(html).contains("default-src 'none'");
    }

    @Test
    void linksLeadSomewhereAndIdsAreUnique() throws Exception {
        Set<String> ids = new HashSet<>();
        List<String> links = new ArrayList<>();
        NodeList all = parsed().getElementsByTagName("*");
        for (int place = 0; place < all.getLength(); place++) {
            Element element = (Element) all.item(place);
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as(element.getAttribute("id"))
                        .isTrue();
            }
            if (element.hasAttribute("href")) {
                links.add(element.getAttribute("href").substring(1));
            }
        }
        assertThat(ids).containsAll(links);
    }

    @Test
    void nobodyIsNamed() {
        assertThat(DemoRun.logins(DemoWarehouse.SCALE, DemoWarehouse.DAYS))
                .isNotEmpty()
                .allSatisfy(login -> assertThat(html).doesNotContain(login));
    }

    @Test
    void queriesCanBeCopiedAsTheyStand() throws Exception {
        NodeList queries = parsed().getElementsByTagName("pre");
        assertThat(queries.getLength()).isGreaterThanOrEqualTo(2 * Sections.ALL.size());
        for (int place = 0; place < queries.getLength(); place++) {
            String query = queries.item(place).getTextContent().strip();
            CommandLineRun run = DemoWarehouse.run("sql", "--csv", query);
            assertThat(run.exitCode()).as(query + "\n" + run.errors()).isZero();
        }
    }

    @Test
    void anotherPeriodIsTakenAndOneThatIsNoneIsRefused() {
        Path file = DemoWarehouse.home().resolve("all.html");
        assertThat(DemoWarehouse.run("report", "--period", "all data", "--output", file.toString())
                        .exitCode())
                .isZero();
        assertThat(file).content().contains("Period: all data, 2024-08-04 to 2024-08-08, both included.");
        CommandLineRun none = DemoWarehouse.run("report", "--period", "2019");
        assertThat(none.exitCode()).isEqualTo(4);
        assertThat(none.errors()).contains("There is no period '2019'. There are: all data, last 30 days");
    }

    /** On a server that is not ours, nobody is a superuser. */
    @Test
    void whoeverMayReadTheReportsOrLoadThemWritesTheSamePage() throws Exception {
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            String address = connection.getMetaData().getURL();
            for (String role : List.of("bi_reader", "bi_hr", "wh_loader", "wh_owner")) {
                String login = "page_of_" + role;
                statement.execute("create user " + login + " password 'none' in role " + role);
                Path file = DemoWarehouse.home().resolve(login + ".html");
                CommandLineRun run = DemoWarehouse.run(
                        Map.of(
                                "SCE_WAREHOUSE_URL",
                                address.substring(0, (address + "?").indexOf('?')),
                                "SCE_WAREHOUSE_USER",
                                login,
                                "SCE_WAREHOUSE_PASSWORD",
                                "none",
                                "SCE_PRIVACY_SECRET",
                                "0123456789abcdef"),
                        "report",
                        "--output",
                        file.toString());
                assertThat(run.exitCode()).as(role + run.errors()).isZero();
                assertThat(file).as(role).content().isEqualTo(html);
            }
        }
    }

    /** Before the first night of a new version. */
    @Test
    void aWarehouseOfAnEarlierVersionIsBroughtToThisOne() throws SQLException {
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    drop view report.data_freshness;
                    delete from ops.schema_history where script like '%R__report_data_freshness.sql'""");
        }
        Path file = DemoWarehouse.home().resolve("earlier.html");
        CommandLineRun run = DemoWarehouse.run("report", "--output", file.toString());
        assertThat(run.exitCode()).as(run.errors()).isZero();
    }

    @Test
    void aFolderIsNoFileForThePage(@TempDir Path folder) {
        CommandLineRun run = DemoWarehouse.run("report", "--output", folder.toString());
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errors()).contains("is a folder; name a file in it");
        assertThat(folder.resolveSibling(folder.getFileName() + ".new")).doesNotExist();
    }

    @Test
    void aWarehouseWithoutAnythingSaysSo(@TempDir Path empty) {
        CommandLineRun run = CommandLineRun.at(DemoWarehouse.NOW, Map.of("SCE_HOME", empty.toString()), "report");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.errors()).contains("The warehouse is empty");
        assertThatThrownBy(() -> SectionQuery.of("select 1")).hasMessageContaining("-- answer");
    }

    private static Document parsed() throws Exception {
        String xml = html.replaceFirst("(?i)<!doctype html>\n", "").replaceAll("<meta [^>]*>", "");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static Element byId(Document page, String id) {
        NodeList sections = page.getElementsByTagName("section");
        for (int place = 0; place < sections.getLength(); place++) {
            Element section = (Element) sections.item(place);
            if (section.getAttribute("id").equals(id)) {
                return section;
            }
        }
        throw new AssertionError("the page has no section " + id);
    }
}
