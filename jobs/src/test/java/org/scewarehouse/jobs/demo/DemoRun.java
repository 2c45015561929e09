package org.scewarehouse.jobs.demo;

import java.util.List;

/** What tests of other packages know of the demo's organisation. */
public final class DemoRun {
    private DemoRun() {}

    /** Logins of the people of a demo with the usual seed. */
    public static List<String> logins(double scale, int days) {
        return People.of(DemoSettings.upToLastDay(DemoSettings.standard().seed(), scale, days)).stream()
                .map(Person::login)
                .toList();
    }
}
