package org.scewarehouse.jobs.demo;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of a large table of the truth, made when they are read. */
final class MadeRows<T> extends AbstractList<Map<String, @Nullable Object>> {

    private final List<T> sources;
    private final Function<T, Map<String, @Nullable Object>> columns;

    MadeRows(List<T> sources, Function<T, Map<String, @Nullable Object>> columns) {
        this.sources = sources;
        this.columns = columns;
    }

    @Override
    public Map<String, @Nullable Object> get(int index) {
        return columns.apply(sources.get(index));
    }

    @Override
    public int size() {
        return sources.size();
    }
}
