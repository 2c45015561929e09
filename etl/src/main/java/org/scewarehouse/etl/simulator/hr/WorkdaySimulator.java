package org.scewarehouse.etl.simulator.hr;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.scewarehouse.etl.simulator.hr.HrServer.Answer;
import org.scewarehouse.etl.simulator.hr.HrServer.Request;

/**
 * One Workday report, by basic authentication. Asked for another form than JSON it answers XML, for another report with
 * a fault in XML and status 500, and without credentials with a web page.
 */
public final class WorkdaySimulator implements Closeable {

    /** Who may ask. */
    public static final String USER = "sce@example";
    /** Their password. */
    public static final String PASSWORD = "open sesame";

    private static final String PATH = "/ccx/service/customreport2/example/hr_owner/Workers";
    private static final Answer FAULT = Answer.of(
            500,
            "text/xml",
            "<?xml version=\"1.0\"?><wd:Validation_Fault><faultstring>invalid</faultstring></wd:Validation_Fault>");

    private final HrServer server;
    private final Queue<Map<String, String>> asked = new ConcurrentLinkedQueue<>();
    private volatile String body = "{}";

    /** A report without rows. */
    public WorkdaySimulator() {
        byte[] pair = (USER + ':' + PASSWORD).getBytes(StandardCharsets.UTF_8);
        server = new HrServer(
                "Basic " + Base64.getEncoder().encodeToString(pair),
                Answer.of(401, "text/html", "<html><body>Sign in</body></html>"),
                this::answer);
    }

    /** Address of the report. */
    public String url() {
        return server.url() + PATH;
    }

    /** What it says from now on. */
    public void says(String json) {
        body = json;
    }

    /** The next request fails inside the server. */
    public void failOnce() {
        server.fail(FAULT);
    }

    /** The next answer is a web page with status 200. */
    public void showLoginPage() {
        server.fail(Answer.of(200, "text/html; charset=utf-8", "<html><body>Sign in</body></html>"));
    }

    /** The next answer breaks off after so many bytes of the length that it promised. */
    public void breakOffAfter(int bytes) {
        server.fail(new Answer(200, "application/json", body, Map.of(), bytes));
    }

    /** The query of the next request that was answered; one must be there. */
    public Map<String, String> takeAsked() {
        return asked.remove();
    }

    private Answer answer(Request request) {
        if (!request.path().equals(PATH)) {
            return FAULT;
        }
        asked.add(request.query());
        return "json".equals(request.query().get("format"))
                ? Answer.of(200, "application/json", body)
                : Answer.of(200, "text/xml", "<wd:Report_Data/>");
    }

    @Override
    public void close() {
        server.close();
    }
}
