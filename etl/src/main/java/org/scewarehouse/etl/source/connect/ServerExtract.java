package org.scewarehouse.etl.source.connect;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.answers.AskedOnce;
import org.scewarehouse.etl.source.answers.RawLines;
import org.scewarehouse.model.Day;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a server says of itself: what is installed, who is active, who is in its groups, what bundles take. */
final class ServerExtract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAGE = 500;
    private static final List<String> LANGUAGES = List.of("r", "python", "quarto", "nodejs", "tensorflow");

    private final ConnectClient client;
    private final AskedOnce<List<ObjectNode>> storage;

    ServerExtract(ConnectClient client, InstantSource clock) {
        this.client = client;
        this.storage = new AskedOnce<>(clock, this::askStorage);
    }

    void ask(Day day, RawZone.Writer raw) {
        LANGUAGES.forEach(language -> installations(language, raw));
        offered(raw, ConnectEndpoints.ACTIVE_ACCOUNTS, this::activeAccounts);
        offered(raw, ConnectEndpoints.GROUP_MEMBERS, this::groupMembers);
        RawLines.write(raw, ConnectEndpoints.STORAGE, ConnectEndpoints.STORAGE, lines -> {
            List<ObjectNode> uses = storage.after(day.to());
            if (uses.isEmpty()) {
                lines.attribute("is_offered", "false");
            }
            uses.forEach(lines::add);
        });
    }

    /** What bundles of each item take, by guid, as text that changes with it; empty where the server says nothing. */
    Map<String, String> sizes(Day day) {
        Map<String, String> sizes = new TreeMap<>();
        storage.after(day.to())
                .forEach(use -> sizes.put(use.path("content_guid").asString(""), size(use)));
        return sizes;
    }

    static String size(ObjectNode use) {
        return use.path("bundles").path("count").asString("")
                + ' '
                + use.path("bundles").path("bytes_total").asString("");
    }

    private List<ObjectNode> askStorage() {
        List<ObjectNode> uses = new ArrayList<>();
        try {
            client.pages().offset("/v1/content/storage", PAGE, use -> uses.add(KeptFields.STORAGE.keep(use)));
        } catch (NotFound e) {
            uses.clear(); // not offered: then bundles are asked for more often
        }
        return uses;
    }

    private static void offered(RawZone.Writer raw, String of, Consumer<RawLines> asking) {
        RawLines.write(raw, of, of, lines -> {
            try {
                asking.accept(lines);
            } catch (NotFound e) {
                lines.attribute("is_offered", "false");
            }
        });
    }

    private void installations(String language, RawZone.Writer raw) {
        String request = ConnectEndpoints.INSTALLATIONS + ' ' + language;
        RawLines.write(raw, request, ConnectEndpoints.INSTALLATIONS, lines -> {
            try {
                client.pages()
                        .document("/v1/server_settings/" + language)
                        .ifPresent(answer -> answer.path("installations").forEach(installation -> {
                            if (installation instanceof ObjectNode object) {
                                lines.add(KeptFields.INSTALLATION.keep(object).put("language", language));
                            }
                        }));
            } catch (NotFound e) {
                lines.attribute("is_offered", "false");
            }
        });
    }

    private void activeAccounts(RawLines lines) {
        JsonNode windows = client.pages()
                .document("/v1/metrics/users/active")
                .map(answer -> answer.path("windows"))
                .orElse(JSON.createObjectNode());
        windows.propertyStream().forEach(window -> {
            if (window.getValue() instanceof ObjectNode counts) {
                lines.add(KeptFields.ACTIVE.keep(counts).put("window", window.getKey()));
            }
        });
    }

    private void groupMembers(RawLines lines) {
        List<ObjectNode> groups = new ArrayList<>();
        client.pages().offset("/v1/groups", PAGE, group -> groups.add(KeptFields.GROUP.keep(group)));
        for (ObjectNode group : groups) {
            ObjectNode line = group.deepCopy();
            var members = line.putArray("answer");
            String path = "/v1/groups/" + group.path("guid").asString("") + "/members";
            try {
                client.pages().offset(path, PAGE, member -> members.add(KeptFields.MEMBER.keep(member)));
                lines.add(line);
            } catch (NotFound e) {
                lines.dropped("group gone before its members were asked for", 1);
            } catch (NotUnderstood e) {
                lines.attribute("is_offered", "false"); // groups of some directories do not tell who is in them
            }
        }
    }
}
