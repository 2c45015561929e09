package org.scewarehouse.etl.simulator.hr;

import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.scewarehouse.etl.simulator.hr.HrServer.Answer;
import org.scewarehouse.etl.simulator.hr.HrServer.Request;

/**
 * Users of a SCIM 2.0 service, by bearer token. It counts from 1, gives fewer users than asked for, leaves out
 * {@code Resources} where there are none, and refuses whoever does not accept its media type.
 */
public final class ScimSimulator implements Closeable {

    /** Token of who may ask. */
    public static final String TOKEN = "canary-token";

    private static final String TYPE = "application/scim+json";

    private final HrServer server;
    private final int pageMax;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile List<String> users = List.of();
    private volatile boolean isIgnoringStart;
    private volatile boolean isGivingNull;

    /**
     * A service without users.
     *
     * @param pageMax how many users it gives at most, whatever is asked for
     */
    public ScimSimulator(int pageMax) {
        this.pageMax = pageMax;
        server = new HrServer("Bearer " + TOKEN, error(401, "no valid token"), this::answer);
    }

    /** Base address. */
    public String url() {
        return server.url() + "/scim/v2";
    }

    /** Users it has from now on, as JSON objects. */
    public void has(List<String> objects) {
        users = List.copyOf(objects);
    }

    /** From now on it gives its first page whatever is asked for. */
    public void ignoreStart() {
        isIgnoringStart = true;
    }

    /** From now on it gives null in the place of a list without users; otherwise it leaves the list out. */
    public void giveNullForNone() {
        isGivingNull = true;
    }

    /** The next request fails with this status; with 429 it says to come again at once. */
    public void failOnce(int status) {
        Answer error = error(status, "not now");
        server.fail(new Answer(status, TYPE, error.body(), Map.of("Retry-After", "0"), -1));
    }

    /** What was asked for, as {@code startIndex/count}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private Answer answer(Request request) {
        if (!request.path().equals("/scim/v2/Users")) {
            return error(404, "no such resource");
        }
        if (!request.accept().contains(TYPE)) {
            return error(406, "accept " + TYPE);
        }
        String start = request.query().getOrDefault("startIndex", "");
        String count = request.query().getOrDefault("count", "");
        if (!start.matches("[1-9]\\d*") || !count.matches("[1-9]\\d*")) {
            return error(400, "startIndex and count are from 1 on");
        }
        asked.add(start + "/" + count);
        int from = Math.min(isIgnoringStart ? 0 : Integer.parseInt(start) - 1, users.size());
        int to = Math.min(from + Math.min(pageMax, Integer.parseInt(count)), users.size());
        String none = isGivingNull ? ",\"Resources\":null" : "";
        String resources = from == to ? none : ",\"Resources\":[" + String.join(",", users.subList(from, to)) + "]";
        return Answer.of(
                200,
                TYPE,
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":" + users.size()
                        + ",\"startIndex\":" + start + ",\"itemsPerPage\":" + (to - from) + resources + "}");
    }

    private static Answer error(int status, String detail) {
        return Answer.of(
                status,
                TYPE,
                "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],\"status\":\"" + status
                        + "\",\"detail\":\"" + detail + "\"}");
    }

    @Override
    public void close() {
        server.close();
    }
}
