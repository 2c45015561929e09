package org.scewarehouse.etl.source.reference;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Keys;
import org.scewarehouse.etl.star.Person;
import org.scewarehouse.etl.star.ProjectRules;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.etl.star.Reference.CarbonFactor;
import org.scewarehouse.etl.star.Reference.PastContainer;
import org.scewarehouse.etl.star.Reference.Price;
import org.scewarehouse.etl.star.UserGroup;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeUserGroup;
import org.scewarehouse.model.dim.DimCarbonFactor;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimHoliday;
import org.scewarehouse.model.dim.DimRate;

/** Writes the rows that reference files stand for; where a site gives no price or factor, the documented default. */
final class ReferenceRows {

    private static final String ANY = "*";

    private static final List<Price> DEFAULT_PRICES = List.of(new Price(
            ANY, "illustrative", "core_hour", new BigDecimal("0.02"), Warehouse.OPEN_START, Warehouse.OPEN_END));

    private static final List<CarbonFactor> DEFAULT_FACTORS = List.of(new CarbonFactor(
            ANY,
            "default",
            new BigDecimal("0.393"),
            new BigDecimal("0.74"),
            new BigDecimal("3.5"),
            new BigDecimal("1.135"),
            null,
            Warehouse.OPEN_START,
            Warehouse.OPEN_END));

    private final LocalDate day;
    private final String cluster;
    private final @Nullable String region;
    private final Dimensions dimensions;
    private final Keys keys;
    private final Map<String, String> regionByEnvironment = new HashMap<>();
    private final Consumer<Record> rows;
    private final Set<Long> written = new HashSet<>();

    ReferenceRows(Day day, String cluster, @Nullable String region, Dimensions dimensions, Consumer<Record> rows) {
        this.day = day.date();
        this.cluster = cluster;
        this.region = region;
        this.dimensions = dimensions;
        this.keys = dimensions.keys();
        this.rows = rows;
    }

    void write(Reference reference) {
        for (Reference.Environment environment : reference.environments()) {
            if (environment.region() != null) {
                regionByEnvironment.put(environment.environment(), environment.region());
            }
        }
        (reference.prices().isEmpty() ? DEFAULT_PRICES : reference.prices()).forEach(this::price);
        (reference.carbonFactors().isEmpty() ? DEFAULT_FACTORS : reference.carbonFactors()).forEach(this::factor);
        reference.pastContainers().forEach(this::pastContainer);
        reference.holidays().forEach(h -> rows.accept(new DimHoliday(h.date(), h.country(), h.site(), h.name())));
        new ProjectRules(keys, reference.projectRules()).projects(day).forEach(this::project);
        userGroups(reference);
    }

    private void project(ProjectRules.Project project) {
        Long owner = project.ownerLogin() == null ? null : (Long) userId(project.ownerLogin());
        rows.accept(project.row(owner, day));
    }

    /** Two logins of one person in one group are one membership, on every day of either of them. */
    private void userGroups(Reference reference) {
        Map<List<Object>, Deque<BridgeUserGroup>> memberships = new LinkedHashMap<>();
        reference.userGroups().stream()
                .sorted(Comparator.comparing(UserGroup::validFrom))
                .map(one -> new BridgeUserGroup(userId(one.login()), one.group(), one.validFrom(), one.validTo()))
                .forEach(row -> add(
                        row,
                        memberships.computeIfAbsent(
                                List.of(row.userId(), row.groupName()), key -> new ArrayDeque<>())));
        memberships.values().forEach(stretches -> stretches.forEach(rows));
    }

    /** Stretches that overlap would count a person's use twice. */
    private static void add(BridgeUserGroup row, Deque<BridgeUserGroup> earlier) {
        BridgeUserGroup last = earlier.peekLast();
        if (last == null || !row.validFrom().isBefore(last.validTo())) {
            earlier.add(row);
        } else if (last.validTo().isBefore(row.validTo())) {
            earlier.removeLast();
            earlier.add(new BridgeUserGroup(row.userId(), row.groupName(), last.validFrom(), row.validTo()));
        }
    }

    private void price(Price price) {
        rows.accept(new DimRate(
                keys.key(
                        "rate",
                        price.computeSystem(),
                        price.rateKind(),
                        price.resource(),
                        price.validFrom().toString()),
                price.computeSystem(),
                price.rateKind(),
                price.resource(),
                price.amountUsd(),
                price.validFrom(),
                price.validTo(),
                day,
                day));
    }

    private void factor(CarbonFactor factor) {
        rows.accept(new DimCarbonFactor(
                keys.key(
                        "carbon_factor",
                        factor.region(),
                        factor.factorSet(),
                        factor.validFrom().toString()),
                factor.region(),
                factor.factorSet(),
                factor.gridKgPerKwh(),
                factor.minWattsPerVcpu(),
                factor.maxWattsPerVcpu(),
                factor.pueRatio(),
                factor.validFrom(),
                factor.validTo(),
                day,
                day,
                factor.wattsPerGpu()));
    }

    private void pastContainer(PastContainer container) {
        boolean hasEnded = container.endedAt() != null;
        String endedBy = container.endedBy();
        rows.accept(new DimContainer(
                keys.key("past_container", container.containerId()),
                container.containerId(),
                null,
                container.containerKind(),
                container.containerId(),
                container.environment() == null ? "" : container.environment(),
                null,
                null,
                null,
                null,
                userId(container.login()),
                computeSystem(container.environment()),
                container.createdAt(),
                null,
                container.endedAt(),
                hasEnded ? (endedBy == null ? "unknown" : endedBy) : null,
                null,
                day,
                day));
    }

    private long userId(@Nullable String login) {
        if (login == null) {
            return Warehouse.UNKNOWN;
        }
        Person person = dimensions.identities().person(login, day);
        dimensions.identities().rows(person, day).forEach(rows);
        return person.userId();
    }

    /** An environment, which lies where its cluster does unless a file says otherwise: as its pods tell of it. */
    private long computeSystem(@Nullable String environment) {
        if (environment == null) {
            return Warehouse.UNKNOWN;
        }
        String name = cluster + "/" + environment;
        long key = keys.key("compute_system", name);
        if (written.add(key)) {
            String listed = regionByEnvironment.get(environment);
            rows.accept(new DimComputeSystem(
                    key, name, cluster, "kubernetes", environment, listed == null ? region : listed, day, day));
        }
        return key;
    }
}
