package org.scewarehouse.jobs.bi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.jobs.settings.Secret;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ProvisioningTest {
    private static final WarehouseLogin LOGIN =
            new WarehouseLogin("db.example.org", 5432, "sce", "metabase", Secret.of("secret"), true);

    private static final Catalogue CATALOGUE = new Catalogue(List.of(
            new Catalogue.Table(
                    "mart",
                    "fact_container_day",
                    "Grain: one container x day.",
                    false,
                    List.of(
                            new Catalogue.Column("user_key", "Person as they were", "type/Category"),
                            new Catalogue.Column("idle_seconds", "Seconds idle", "type/Duration"))),
            new Catalogue.Table(
                    "report",
                    "fact_container_day_view",
                    "The same.",
                    true,
                    List.of(new Catalogue.Column("idle_seconds", "Seconds idle", null)))));

    private static final Content CONTENT = Content.ofQuestions();

    private final MetabaseStandIn metabase = new MetabaseStandIn(
            List.of("mart.fact_container_day:user_key,idle_seconds", "report.fact_container_day_view:idle_seconds"));

    private final MetabaseApi api = MetabaseApi.withKey(metabase.address() + "/", MetabaseStandIn.KEY);

    @AfterEach
    void stop() {
        metabase.close();
    }

    @Test
    void makesEverythingOnceAndTheSecondTimeNothing() throws InterruptedException {
        assertThat(provision()).hasSizeGreaterThan(30);
        assertThat(metabase.kind("database")).hasSize(1);
        assertThat(metabase.kind("collection")).hasSize(1);
        assertThat(metabase.kind("card")).hasSize(CONTENT.cards().size());
        assertThat(metabase.kind("dashboard"))
                .hasSize(6)
                .allSatisfy((id, dashboard) ->
                        assertThat(dashboard.path("dashcards").size()).isGreaterThan(1));
        metabase.writes.clear();
        assertThat(provision()).isEmpty();
        assertThat(Provisioning.check(api, CONTENT, CATALOGUE)).isEmpty();
        assertThat(metabase.writes).isEmpty();
    }

    @Test
    void bringsWordsAndTypesAndLeavesKeysAlone() throws InterruptedException {
        provision();
        ObjectNode key = thing("field", "user_key");
        assertThat(key.path("semantic_type").asString()).isEqualTo("type/FK");
        assertThat(key.path("description").asString()).isEqualTo("Person as they were");
        assertThat(thing("field", "idle_seconds").path("semantic_type").asString())
                .isEqualTo("type/Duration");
        assertThat(thing("table", "fact_container_day").path("visibility_type").isNull())
                .isTrue();
        assertThat(thing("table", "fact_container_day_view")
                        .path("visibility_type")
                        .asString())
                .isEqualTo("hidden");
    }

    @Test
    void whatHasNoCommentKeepsTheWordsThatMetabaseHas() throws InterruptedException {
        List<Catalogue.Column> plain = List.of(
                new Catalogue.Column("user_key", "", null), new Catalogue.Column("idle_seconds", "", "type/Duration"));
        Catalogue catalogue =
                new Catalogue(List.of(new Catalogue.Table("mart", "fact_container_day", "", false, plain)));
        assertThat(Provisioning.provision(api, CONTENT, catalogue, LOGIN, time -> {})
                        .told())
                .contains("mart.fact_container_day.idle_seconds is described otherwise");
        thing("table", "fact_container_day").put("description", "Ours, of the platform team");
        assertThat(Provisioning.provision(api, CONTENT, catalogue, LOGIN, time -> {})
                        .told())
                .isEmpty();
        assertThat(thing("table", "fact_container_day").path("description").asString())
                .isEqualTo("Ours, of the platform team");
    }

    @Test
    void periodsReachTheCardsThatAskForOne() throws InterruptedException {
        provision();
        ObjectNode dashboard = thing("dashboard", "Containers");
        String parameter = dashboard.path("parameters").path(0).path("id").asString();
        int idleness =
                thing("card", "Do containers mostly sit idle?").path("id").asInt();
        dashboard.path("dashcards").forEach(dashcard -> {
            if (dashcard.path("card_id").asInt() == idleness) {
                assertThat(dashcard.path("parameter_mappings").path(0).toString())
                        .isEqualTo("{\"parameter_id\":\"" + parameter + "\",\"card_id\":" + idleness
                                + ",\"target\":[\"variable\",[\"template-tag\",\"period\"]]}");
            }
        });
    }

    @Test
    void restoresWhatWasChangedAndKeepsWhatWasAdded() throws InterruptedException {
        provision();
        ObjectNode card = thing("card", "Do containers mostly sit idle?");
        card.put("display", "table");
        ObjectNode dashboard = thing("dashboard", "Containers");
        ArrayNode dashcards = (ArrayNode) dashboard.path("dashcards");
        ObjectNode text = JsonMapper.builder().build().createObjectNode();
        text.put("id", 9_000)
                .putNull("card_id")
                .put("row", 50)
                .put("col", 0)
                .put("size_x", 6)
                .put("size_y", 2);
        text.putArray("parameter_mappings");
        text.putObject("visualization_settings").put("text", "Ask the platform team");
        dashcards.add(text);
        ((ObjectNode) dashcards.get(1)).put("row", 40);

        assertThat(Provisioning.check(api, CONTENT, CATALOGUE))
                .containsExactly(
                        "The card 'Do containers mostly sit idle?' was changed",
                        "The cards of dashboard 'Containers' differ");
        assertThat(provision()).hasSize(2);
        assertThat(card.path("display").asString()).isEqualTo("bar");
        assertThat(dashboard.path("dashcards").toString()).contains("Ask the platform team", "9000");
        assertThat(provision()).isEmpty();
    }

    @Test
    void aCardOfOursIsFoundAgainUnderAnotherNameAndInTheTrash() throws InterruptedException {
        provision();
        ObjectNode renamed = thing("card", "Do containers mostly sit idle?");
        renamed.put("name", "Idle containers");
        ObjectNode archived = thing("card", "What do batch jobs cost?");
        archived.put("archived", true);
        ObjectNode moved = thing("card", "How do batch jobs end?");
        moved.put("collection_id", 4_711);
        assertThat(provision())
                .containsExactly(
                        "The card 'Do containers mostly sit idle?' was changed",
                        "The card 'How do batch jobs end?' was changed",
                        "The card 'What do batch jobs cost?' was changed");
        assertThat(renamed.path("name").asString()).isEqualTo("Do containers mostly sit idle?");
        assertThat(archived.path("archived").asBoolean(true)).isFalse();
        assertThat(moved.path("collection_id").asInt())
                .isEqualTo(renamed.path("collection_id").asInt());
        assertThat(metabase.kind("card")).hasSize(CONTENT.cards().size());
        assertThat(provision()).isEmpty();
    }

    @Test
    void cardsAskTheConnectionThatWasMadeAnew() throws InterruptedException {
        provision();
        thing("database", Content.NAME).put("name", "SCE Warehouse (old server)");
        assertThat(provision()).contains("The connection SCE Warehouse is missing");
        int made = thing("database", Content.NAME).path("id").asInt();
        assertThat(metabase.kind("card").values())
                .allSatisfy(card -> assertThat(
                                card.path("dataset_query").path("database").asInt())
                        .isEqualTo(made));
        assertThat(provision()).isEmpty();
    }

    @Test
    void tabsFiltersAndSeriesThatPeopleAddedStay() throws InterruptedException {
        provision();
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode dashboard = thing("dashboard", "Containers");
        ArrayNode dashcards = (ArrayNode) dashboard.path("dashcards");
        dashboard.putArray("tabs").addObject().put("id", 71).put("name", "Ours");
        ((ArrayNode) dashboard.path("tabs")).addObject().put("id", 72).put("name", "Theirs");
        dashcards.forEach(card -> ((ObjectNode) card).put("dashboard_tab_id", 71));
        ObjectNode added = json.createObjectNode();
        added.put("id", 9_001)
                .put(
                        "card_id",
                        thing("card", "What do batch jobs cost?").path("id").asInt())
                .put("row", 0)
                .put("col", 0)
                .put("size_x", 6)
                .put("size_y", 2)
                .put("dashboard_tab_id", 72);
        added.putArray("parameter_mappings")
                .addObject()
                .put("parameter_id", "theirs")
                .putArray("target");
        added.putArray("series").addObject().put("id", 42);
        added.putObject("visualization_settings");
        dashcards.add(added);
        ((ArrayNode) dashboard.path("parameters"))
                .addObject()
                .put("id", "theirs")
                .put("name", "Cohort");
        assertThat(provision()).isEmpty();

        ((ObjectNode) dashcards.get(1)).put("row", 40);
        String removed = dashcards.remove(2).path("card_id").toString();
        assertThat(provision()).containsExactly("The cards of dashboard 'Containers' differ");
        assertThat(dashboard.path("tabs").toString()).contains("Ours", "Theirs");
        assertThat(dashboard.path("parameters").toString()).contains("Cohort", "Period");
        assertThat(dashboard.path("dashcards")).anySatisfy(card -> {
            assertThat(card.path("id").asInt()).isEqualTo(9_001);
            assertThat(card.path("series").toString()).isEqualTo("[{\"id\":42}]");
            assertThat(card.path("dashboard_tab_id").asInt()).isEqualTo(72);
            assertThat(card.path("parameter_mappings").toString()).contains("theirs");
        });
        assertThat(dashboard.path("dashcards")).anySatisfy(card -> {
            assertThat(card.path("card_id").toString()).isEqualTo(removed);
            assertThat(card.path("dashboard_tab_id").asInt()).isEqualTo(71);
        });
        assertThat(provision()).isEmpty();
    }

    @Test
    void checkingChangesNothing() throws InterruptedException {
        assertThat(Provisioning.check(api, CONTENT, CATALOGUE))
                .containsExactly("The connection SCE Warehouse is missing");
        assertThat(metabase.writes).isEmpty();
    }

    @Test
    void whatMetabaseDoesNotSeeIsNamed() throws InterruptedException {
        Catalogue more = new Catalogue(List.of(new Catalogue.Table("mart", "dim_image", "Images.", false, List.of())));
        assertThat(Provisioning.provision(api, CONTENT, more, LOGIN, time -> {}).told())
                .anyMatch(told -> told.startsWith("Metabase does not see mart.dim_image"));
    }

    @Test
    void anAdministratorLogsInWhereThereIsNoKey() throws InterruptedException {
        MetabaseApi session = MetabaseApi.withPassword(metabase.address(), "admin@example.org", "secret");
        assertThat(Provisioning.check(session, CONTENT, CATALOGUE)).hasSize(1);
        assertThatThrownBy(() -> MetabaseApi.withPassword(metabase.address(), "admin@example.org", "wrong"))
                .isInstanceOf(MetabaseUnusable.class)
                .hasMessageContaining("SCE_METABASE_PASSWORD");
    }

    @Test
    void faultsSayWhatToDo() {
        MetabaseApi stranger = MetabaseApi.withKey(metabase.address(), "wrong");
        assertThatThrownBy(() -> Provisioning.check(stranger, CONTENT, CATALOGUE))
                .isInstanceOf(MetabaseUnusable.class)
                .hasMessageContaining("401")
                .hasMessageContaining("SCE_METABASE_API_KEY");
        metabase.close();
        assertThatThrownBy(() -> Provisioning.check(api, CONTENT, CATALOGUE))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("does not answer GET /api/database");
    }

    @Test
    void whoSendsElsewhereIsNotTakenForAnEmptyMetabase() throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders()
                        .set("Location", "https://metabase.example.org" + exchange.getRequestURI());
                exchange.sendResponseHeaders(301, -1);
            }
        });
        proxy.start();
        MetabaseApi plain =
                MetabaseApi.withKey("http://127.0.0.1:" + proxy.getAddress().getPort(), MetabaseStandIn.KEY);
        try {
            assertThatThrownBy(() -> Provisioning.check(plain, CONTENT, CATALOGUE))
                    .isInstanceOf(MetabaseUnusable.class)
                    .hasMessageContaining("on to https://metabase.example.org/api/database")
                    .hasMessageContaining("--metabase");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void aPasswordThatMetabaseRepeatsIsNotShown() throws IOException {
        HttpServer echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echo.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                boolean isAsked = body.length == 0;
                exchange.sendResponseHeaders(isAsked ? 200 : 400, 0);
                exchange.getResponseBody().write(isAsked ? "[]".getBytes(StandardCharsets.UTF_8) : body);
            }
        });
        echo.start();
        String address = "http://127.0.0.1:" + echo.getAddress().getPort();
        WarehouseLogin login = new WarehouseLogin("db", 5432, "sce", "metabase", Secret.of("canary"), true);
        try {
            assertThatThrownBy(() -> Provisioning.provision(
                            MetabaseApi.withKey(address, "key"), CONTENT, CATALOGUE, login, time -> {}))
                    .isInstanceOf(MetabaseUnusable.class)
                    .hasMessageContaining("(hidden)")
                    .hasMessageNotContaining("canary");
            assertThatThrownBy(() -> MetabaseApi.withPassword(address, "admin@example.org", "canary"))
                    .isInstanceOf(MetabaseUnusable.class)
                    .hasMessageNotContaining("canary");
        } finally {
            echo.stop(0);
        }
    }

    private List<String> provision() throws InterruptedException {
        return Provisioning.provision(api, CONTENT, CATALOGUE, LOGIN, time -> {})
                .told();
    }

    private ObjectNode thing(String kind, String name) {
        return metabase.kind(kind).values().stream()
                .filter(thing -> thing.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
