package org.scewarehouse.etl.source.prometheus;

/** Integrals of gauges over time: a sample's value stands until the next sample. */
final class HeldValues {

    private HeldValues() {}

    /**
     * Value x seconds of a measurement: a value is held until the next sample, but no longer than the gap limit nor
     * past the end of the run it was measured in.
     */
    static Segments measured(Samples samples, Intervals running, long gapLimit) {
        Segments held = new Segments();
        for (int i = 0; i < samples.size(); i++) {
            long from = samples.time(i);
            long to = Math.min(from + gapLimit, running.endAround(from));
            if (i + 1 < samples.size()) {
                to = Math.min(to, samples.time(i + 1));
            }
            if (to > from) {
                held.add(from, to, samples.value(i) * ((to - from) / 1000.0), true);
            }
        }
        return held;
    }

    /**
     * Value x running seconds of a setting, such as a request: the first value stands for the time before it was seen
     * and the last for the time after.
     */
    static Segments declared(Samples samples, Intervals running) {
        Segments held = new Segments();
        for (int r = 0; r < running.size(); r++) {
            long from = running.from(r);
            int i = Math.max(0, samples.indexOf(from + 1) - 1);
            while (from < running.to(r)) {
                double value = samples.value(i);
                while (i + 1 < samples.size() && samples.value(i + 1) == value) {
                    i++;
                }
                long to = i + 1 < samples.size() ? Math.min(samples.time(i + 1), running.to(r)) : running.to(r);
                if (to > from) {
                    held.add(from, to, value * ((to - from) / 1000.0), true);
                    from = to;
                }
                i++;
            }
        }
        return held;
    }
}
