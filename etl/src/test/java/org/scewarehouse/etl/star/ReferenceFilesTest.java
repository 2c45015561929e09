package org.scewarehouse.etl.star;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.DataRejected;

class ReferenceFilesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

    @Test
    void aPersonCountsInEachOfTheirGroupsAndInAll() {
        Dimensions dimensions = new Dimensions(
                "",
                new byte[32],
                parse(
                        "user_groups.csv",
                        "login,group,valid_from,valid_to\nAnna,b,,\nanna,a,2026-01-15,\n"
                                + "anna,gone,,2026-01-15\nanna,next,2026-01-16,\n"));
        UserGroups groups = new UserGroups(dimensions, DAY);
        assertThat(groups.of(dimensions.identities().person("ANNA", DAY).userId()))
                .containsExactly("all", "a", "b");
        assertThat(groups.of(0)).containsExactly("all");
    }

    @Test
    void aMailMapSaysWhichAddressIsMeant() {
        MailMap map = parse(
                        "mailmap",
                        "# people\nAda <ada@example.org>\n<ada@example.org> <ADA@laptop.local>\n"
                                + "Grace Hopper <grace@example.org> Amazing Grace <g@old.example> # moved\n")
                .mailMap();
        assertThat(map.meant("Ada@Laptop.local ")).isEqualTo("ada@example.org");
        assertThat(map.meant("g@old.example")).isEqualTo("grace@example.org");
        assertThat(map.meant("ada@example.org")).isEqualTo("ada@example.org");
        MailMap later = parse(
                        "mailmap",
                        "<Ada@example.org> <a#1@old.example>\n<x@example.org> <b@old.example>\n"
                                + "<ada@example.org> <B@old.example>\n<grace@example.org> <g@old.example>\n")
                .mailMap();
        assertThat(later.standingFor(List.of("ada@example.org")))
                .as("of two lines the last counts, and a # within an address is no remark")
                .containsExactly("a#1@old.example", "b@old.example");
        assertThatThrownBy(() -> parse("mailmap", "Ada ada@example.org\n"))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("mailmap, line 1: expected an address in angle brackets");
    }

    @Test
    void holidaysHoldEverywhereUnlessTheySayWhere() {
        assertThat(parse("holidays.csv", "date,name\n2026-01-01,New Year\n").holidays())
                .containsExactly(new Reference.Holiday(LocalDate.of(2026, 1, 1), "New Year", "*", "*"));
        assertThat(parse("holidays.csv", "date,country,name\n2026-01-06,Austria,Epiphany\n")
                        .holidays())
                .containsExactly(new Reference.Holiday(LocalDate.of(2026, 1, 6), "Epiphany", "Austria", "*"));
    }

    @Test
    void thePowerOfAGpuMayBeGivenOrNot() {
        String columns =
                "region,factor_set,grid_kg_per_kwh,min_watts_per_vcpu,max_watts_per_vcpu,pue,valid_from,valid_to";
        assertThat(parse("carbon_factors.csv", columns + "\n*,ours,0.2,1,2,1.1,,\n")
                        .carbonFactors())
                .singleElement()
                .extracting(Reference.CarbonFactor::wattsPerGpu)
                .isNull();
        assertThat(parse("carbon_factors.csv", columns + ",watts_per_gpu\n*,ours,0.2,1,2,1.1,,,300\n")
                        .carbonFactors())
                .singleElement()
                .extracting(Reference.CarbonFactor::wattsPerGpu)
                .isEqualTo(new BigDecimal("300"));
    }

    @Test
    void filesMayBeAsSpreadsheetsWriteThem() {
        assertThat(parse("holidays.csv", "\uFEFFdate,name\r\n2026-01-01,\"New\nYear\"\r\n2026-01-06,\"Epiphany\"")
                        .holidays())
                .extracting(Reference.Holiday::name)
                .containsExactly("New\nYear", "Epiphany");
        assertFault(
                "holidays.csv",
                "date,name\n2026-01-01,\"New\nYear\"\n2026-13-01,x\n",
                ":4: column date: expected a day such as 2026-01-31, got '2026-13-01'");
        assertFault("holidays.csv", "date,name\n2026-01-01,\"a\"b\n", ":2: a quote is never closed, or text follows");
        assertFault("holidays.csv", "# none\n\n", ":1: expected the header date,name");
        assertFault("holidays.csv", "date,name,name\n", ":1: expected the columns date,name");
    }

    @Test
    void whatIsSaidHoldsForItsDaysOnly() {
        Reference images = parse(
                "images.csv",
                "repository,tag,status,valid_from,valid_to\nide,4,current,,2026-01-15\nide,4,deprecated,2026-01-15,"
                        + "2026-01-16\n");
        assertThat(images.imageStatus("ide", "4", DAY.minusDays(1))).isEqualTo("current");
        assertThat(images.imageStatus("ide", "4", DAY)).isEqualTo("deprecated");
        assertThat(images.imageStatus("ide", "4", DAY.plusDays(1))).isNull();
        Reference team = parse("platform_team.csv", "login,valid_from,valid_to\nanna,2026-01-15,\n");
        assertThat(team.isPlatformTeam("anna", DAY)).isTrue();
        assertThat(team.isPlatformTeam("anna", DAY.minusDays(1))).isFalse();
        assertThat(team.isPlatformTeam("bo", DAY)).isFalse();
    }

    @Test
    void whoComesBackToAGroupStandsInItTwice() {
        assertThat(parse(
                                "user_groups.csv",
                                "login,group,valid_from,valid_to\na,g,,2026-01-10\na,g,2026-01-20,2026-02-01\n"
                                        + "a,g,2026-01-10,2026-01-20\n")
                        .userGroups())
                .hasSize(3);
    }

    @Test
    void aNumberIsOneThatItsColumnHolds() {
        String header = "compute_system,rate_kind,resource,amount_usd,valid_from,valid_to\n";
        String rate = header + "*,billed,core_hour,%s,,\n";
        assertThat(parse("prices.csv", rate.formatted("999999999999.999999")).prices())
                .hasSize(1);
        assertThat(parse("prices.csv", rate.formatted("0.0310000000")).prices()).hasSize(1);
        for (String wrong : List.of("-0.1", "0.0000001", "1000000000000", "1e30", "1e2000000000")) {
            assertFault("prices.csv", rate.formatted(wrong), ":2: column amount_usd: expected a number from 0 on");
        }
    }

    @Test
    void whatStandsTwiceIsAFaultOfTheLaterLine() {
        assertFault(
                "holidays.csv",
                "date,name\n2026-01-01,a\n2026-01-01,b\n",
                ":3: expected one row for 2026-01-01 * *" + ", got another on line 2");
        assertFault(
                "user_groups.csv",
                "login,group,valid_from,valid_to\na,g,,2026-02-01\nA,g,2026-01-31,\n",
                ":3: column valid_from: expected no stretch that another row gives");
        assertFault(
                "prices.csv",
                "compute_system,rate_kind,resource,amount_usd,valid_from,valid_to\n"
                        + "*,billed,core_hour,1,,\n*,billed,core_hour,2,,\n",
                ":3: expected one row for * billed core_hour from 1900-01-01, got another on line 2");
    }

    @Test
    void whatCannotBeIsAFault() {
        assertFault("holidays.csv", "date,name\n2041-01-01,a\n", ":2: column date: expected a day from 2015 to 2040");
        assertFault("holidays.csv", "date,name\n2014-12-31,a\n", ":2: column date: expected a day from 2015 to 2040");
        assertFault(
                "holidays.csv", "date,name,town\n", ":1: expected the columns date,name and if wanted country,site");
        assertFault(
                "user_groups.csv", "login,group,valid_from,valid_to\na,all,,\n", ":2: column group: expected another");
        assertFault(
                "container_ends.csv",
                "namespace,ended_at,ended_by\nn,,user\n",
                ":2: column container_id: expected a" + " value, or namespace and pod");
        assertFault(
                "container_ends.csv", "container_id,ended_at,ended_by\nx,,user\n", ":2: column ended_at: expected a");
        assertFault(
                "container_ends.csv",
                "container_id,ended_at,ended_by\nx,2026-01-01T00:00:00Z,cat\n",
                ":2: column ended_by: expected one of [platform_rule, unknown, user], got 'cat'");
    }

    private static void assertFault(String file, String content, String fault) {
        assertThatThrownBy(() -> parse(file, content))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining(file + fault);
    }

    private static Reference parse(String file, String content) {
        return Reference.parse(Map.of(file, content.getBytes(StandardCharsets.UTF_8)));
    }
}
