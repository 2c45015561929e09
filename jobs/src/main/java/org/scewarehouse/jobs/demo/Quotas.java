package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How many of what the organisation has, as its users count it, brought to a scale. Only the generator looks here; what
 * is true is counted from what it has made.
 */
final class Quotas {

    private final double scale;
    private final Map<String, long[]> overview = new HashMap<>();

    Quotas(double scale) {
        this.scale = scale;
        for (List<String> row : Csv.resource("overview.csv")) {
            long all = Csv.count(row.get(1));
            overview.put(row.get(0), new long[] {all, Csv.count(row.get(2))});
        }
    }

    /**
     * A number of the overview without the platform team.
     *
     * @return at least 1
     */
    int ofOthers(String metric) {
        return scaled(numbers(metric)[1]);
    }

    /**
     * The share of the platform team in a number of the overview.
     *
     * @return at least 1 where it has one at all
     */
    int ofPlatformTeam(String metric) {
        long[] numbers = numbers(metric);
        return numbers[0] == numbers[1] ? 0 : scaled(numbers[0] - numbers[1]);
    }

    /** A number of GB of the overview in bytes, of the platform team or of all others. */
    long bytes(String metric, boolean isOfPlatformTeam) {
        long[] numbers = numbers(metric);
        return Math.round((isOfPlatformTeam ? numbers[0] - numbers[1] : numbers[1]) * 1e9 * scale);
    }

    private long[] numbers(String metric) {
        long[] numbers = overview.get(metric);
        if (numbers == null) {
            throw new IllegalStateException("overview.csv has no line " + metric);
        }
        return numbers;
    }

    /** A count at scale 1, brought to this scale; at least 1. */
    int scaled(double count) {
        return (int) Math.max(1, Math.round(count * scale));
    }

    /** People of the six departments by how often they work, in the order of the file. */
    List<List<Integer>> departments() {
        List<List<String>> rows = Csv.resource("department_frequency.csv");
        int columns = rows.get(0).size() - 1;
        List<Integer> counts = new ArrayList<>();
        rows.forEach(row -> row.stream().skip(1).forEach(field -> counts.add(Csv.count(field))));
        List<Integer> dealt = dealt(counts);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> dealt.subList(i * columns, (i + 1) * columns))
                .toList();
    }

    /** Containers by image, in the order of the file. */
    List<Integer> containersByImage() {
        return dealt(column("r_versions.csv", 1));
    }

    /** The people who own them, at most as many as there are containers and at least one where there is one. */
    List<Integer> peopleByImage() {
        List<Integer> containers = containersByImage();
        List<Integer> atScale1 = column("r_versions.csv", 2);
        return IntStream.range(0, containers.size())
                .mapToObj(i -> Math.min(containers.get(i), scaled(atScale1.get(i))))
                .toList();
    }

    private static List<Integer> column(String file, int number) {
        return Csv.resource(file).stream()
                .map(row -> Csv.count(row.get(number)))
                .toList();
    }

    /** Brings counts to this scale, and so their sum: what is cut off goes to the largest rests. */
    private List<Integer> dealt(List<Integer> counts) {
        double[] shares = counts.stream().mapToDouble(count -> count * scale).toArray();
        int[] whole = IntStream.range(0, shares.length)
                .map(i -> (int) Math.floor(shares[i] + 1e-9))
                .toArray();
        long rest = Math.round(counts.stream().mapToInt(count -> count).sum() * scale)
                - IntStream.of(whole).sum();
        IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> whole[i] - shares[i]))
                .limit(rest)
                .forEach(i -> whole[i]++);
        return IntStream.of(whole).boxed().toList();
    }
}
