package org.scewarehouse.jobs.page;

/** What questions are about. */
enum Chapter {
    OVERVIEW("Overview"),
    CONTAINERS("Containers"),
    CONTENT("Published content"),
    BATCH("Batch jobs"),
    CODE("Code and packages"),
    PEOPLE("People, storage and cost");

    private final String title;

    Chapter(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
