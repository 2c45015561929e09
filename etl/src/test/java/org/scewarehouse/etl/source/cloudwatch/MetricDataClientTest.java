package org.scewarehouse.etl.source.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricDataResult;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricStat;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MessageData;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** What CloudWatch is asked, word for word, and what its answers mean where they are odd. */
class MetricDataClientTest {

    private static final Instant FROM = Instant.parse("2026-01-15T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-16T00:00:00Z");
    private static final List<MetricStat> SERIES = List.of(
            MetricStat.of(FileSystemMetric.EFS_USED, Map.of("FileSystemId", "fs-1"), 900),
            MetricStat.of(FileSystemMetric.EFS_USED, Map.of("FileSystemId", "fs-2"), 900));

    private final List<GetMetricDataRequest> asked = new ArrayList<>();
    private final List<ListMetricsRequest> listed = new ArrayList<>();
    private final Deque<GetMetricDataResponse> data = new ArrayDeque<>();
    private final Deque<ListMetricsResponse> lists = new ArrayDeque<>();
    private final List<MetricDataResult> results = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    /** Gives the answers that are there, one after the other. */
    private final CloudWatchClient cloudWatch = new CloudWatchClient() {
        @Override
        public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
            asked.add(request);
            return data.remove();
        }

        @Override
        public ListMetricsResponse listMetrics(ListMetricsRequest request) {
            listed.add(request);
            return lists.remove();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    };

    private static MessageData message(String code) {
        return MessageData.builder()
                .code(code)
                .value("arn:aws:iam::1:user/secret-name")
                .build();
    }

    private static Metric metric(String fileSystem) {
        Dimension dimension =
                Dimension.builder().name("FileSystemId").value(fileSystem).build();
        return Metric.builder().dimensions(dimension).build();
    }

    /** Adds to a page what it says of a query: a value for each time. */
    private static void result(GetMetricDataResponse.Builder page, String id, String status, long... times) {
        List<software.amazon.awssdk.services.cloudwatch.model.MetricDataResult> all =
                new ArrayList<>(page.build().metricDataResults());
        List<Instant> instants = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (long time : times) {
            instants.add(FROM.plusSeconds(time));
            values.add(time + 0.5);
        }
        all.add(software.amazon.awssdk.services.cloudwatch.model.MetricDataResult.builder()
                .id(id)
                .statusCode(status)
                .timestamps(instants)
                .values(values)
                .messages(message("of " + id))
                .build());
        page.metricDataResults(all);
    }

    private void ask() {
        new MetricDataClient(cloudWatch).data("who", SERIES, FROM, TO, results::add, messages::add);
    }

    @Test
    void asksForTheDayAndTakesPiecesOfSeriesAsTheyCome() {
        GetMetricDataResponse.Builder first =
                GetMetricDataResponse.builder().nextToken("more").messages(message("of all"));
        result(first, "m1", "PartialData", 0, 900);
        GetMetricDataResponse.Builder second = GetMetricDataResponse.builder().nextToken("");
        result(second, "m1", "Complete", 1800);
        result(second, "m0", "Complete");
        data.add(first.build());
        data.add(second.build());
        ask();
        assertThat(asked).extracting(GetMetricDataRequest::nextToken).containsExactly(null, "more");
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.startTime()).isEqualTo(FROM);
            assertThat(request.endTime()).isEqualTo(TO);
            assertThat(request.scanBy()).isEqualTo(ScanBy.TIMESTAMP_ASCENDING);
            assertThat(request.metricDataQueries())
                    .extracting(query -> query.id() + " "
                            + query.metricStat().metric().dimensions().get(0).value())
                    .containsExactly("m0 fs-1", "m1 fs-2");
        });
        long time = FROM.getEpochSecond();
        assertThat(results)
                .containsExactly(
                        new MetricDataResult(
                                SERIES.get(1), List.of(time, time + 900), List.of(0.5, 900.5), "PartialData"),
                        new MetricDataResult(SERIES.get(1), List.of(time + 1800), List.of(1800.5), "Complete"),
                        new MetricDataResult(SERIES.get(0), List.of(), List.of(), "Complete"));
        assertThat(messages).containsExactly("of all", "of m1", "of m1", "of m0");
    }

    @Test
    void aSeriesThatNoPageTellsOfIsMissing() {
        GetMetricDataResponse.Builder page = GetMetricDataResponse.builder();
        result(page, "m0", "Complete", 0);
        data.add(page.build());
        assertThatThrownBy(this::ask)
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("fs-2")
                .hasMessageContaining("got no result");
    }

    @Test
    void resultsOfOtherQueriesAndValuesWithoutTimesAreNoAnswer() {
        GetMetricDataResponse.Builder foreign = GetMetricDataResponse.builder();
        result(foreign, "m2", "Complete", 0);
        data.add(foreign.build());
        assertThatThrownBy(this::ask).isInstanceOf(SourceChanged.class).hasMessageContaining("query m2");
        data.add(GetMetricDataResponse.builder()
                .metricDataResults(software.amazon.awssdk.services.cloudwatch.model.MetricDataResult.builder()
                        .id("m0")
                        .statusCode("Complete")
                        .timestamps(FROM, FROM.plusSeconds(900))
                        .values(1.0)
                        .build())
                .build());
        assertThatThrownBy(this::ask)
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("fs-1")
                .hasMessageEndingWith("got 1 and 2");
    }

    @Test
    void pagesThatLeadToThemselvesAreNotFollowed() {
        for (int i = 0; i < 3; i++) {
            data.add(GetMetricDataResponse.builder().nextToken("again").build());
            lists.add(ListMetricsResponse.builder().nextToken("again").build());
        }
        assertThatThrownBy(this::ask)
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("GetMetricData: expected another page, got the same NextToken twice");
        assertThatThrownBy(() ->
                        new MetricDataClient(cloudWatch).metrics("who", FileSystemMetric.EFS_USED, dimensions -> {}))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("ListMetrics: expected another page, got the same NextToken twice");
    }

    @Test
    void listsSeriesOfTheMetricAlone() {
        lists.add(ListMetricsResponse.builder()
                .nextToken("more")
                .metrics(metric("fs-1"))
                .build());
        lists.add(ListMetricsResponse.builder()
                .nextToken("")
                .metrics(metric("fs-2"))
                .build());
        List<SortedMap<String, String>> found = new ArrayList<>();
        new MetricDataClient(cloudWatch).metrics("who", FileSystemMetric.LUSTRE_FREE, found::add);
        assertThat(found.toString()).isEqualTo("[{FileSystemId=fs-1}, {FileSystemId=fs-2}]");
        assertThat(listed)
                .extracting(request -> request.namespace() + " " + request.metricName() + " " + request.nextToken())
                .containsExactly("AWS/FSx FreeDataStorageCapacity null", "AWS/FSx FreeDataStorageCapacity more");
    }

    @Test
    void whoMayNotAskIsToldWhatToAllow() {
        CloudWatchClient refusing = new CloudWatchClient() {
            @Override
            public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
                throw CloudWatchException.builder()
                        .statusCode(403)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDenied")
                                .build())
                        .build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(
                        () -> new MetricDataClient(refusing).data("who", SERIES, FROM, TO, results::add, messages::add))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("allow cloudwatch:GetMetricData on *");
    }
}
