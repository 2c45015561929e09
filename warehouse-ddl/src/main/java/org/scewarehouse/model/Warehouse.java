package org.scewarehouse.model;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.scewarehouse.model.aggregate.AggContainerMonth;
import org.scewarehouse.model.aggregate.AggStorageMonth;
import org.scewarehouse.model.aggregate.AggUserDay;
import org.scewarehouse.model.aggregate.AggUserMonth;
import org.scewarehouse.model.aggregate.AggUserTotal;
import org.scewarehouse.model.bridge.BridgeContentGroup;
import org.scewarehouse.model.bridge.BridgeContentPackage;
import org.scewarehouse.model.bridge.BridgeRepositoryLanguage;
import org.scewarehouse.model.bridge.BridgeRepositoryPackage;
import org.scewarehouse.model.bridge.BridgeUserGroup;
import org.scewarehouse.model.dim.DimCarbonFactor;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimContent;
import org.scewarehouse.model.dim.DimDate;
import org.scewarehouse.model.dim.DimDepartment;
import org.scewarehouse.model.dim.DimHoliday;
import org.scewarehouse.model.dim.DimImage;
import org.scewarehouse.model.dim.DimJobDefinition;
import org.scewarehouse.model.dim.DimPackage;
import org.scewarehouse.model.dim.DimPlatformRule;
import org.scewarehouse.model.dim.DimProject;
import org.scewarehouse.model.dim.DimQueue;
import org.scewarehouse.model.dim.DimRate;
import org.scewarehouse.model.dim.DimRepository;
import org.scewarehouse.model.dim.DimRuntime;
import org.scewarehouse.model.dim.DimSchedule;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimUserNow;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactAccountDay;
import org.scewarehouse.model.fact.FactAuditDay;
import org.scewarehouse.model.fact.FactBatchJob;
import org.scewarehouse.model.fact.FactBatchJobDay;
import org.scewarehouse.model.fact.FactCapacityDay;
import org.scewarehouse.model.fact.FactCommitDay;
import org.scewarehouse.model.fact.FactContainerDay;
import org.scewarehouse.model.fact.FactContainerHour;
import org.scewarehouse.model.fact.FactContentDay;
import org.scewarehouse.model.fact.FactContentRun;
import org.scewarehouse.model.fact.FactContentVisit;
import org.scewarehouse.model.fact.FactDemand5min;
import org.scewarehouse.model.fact.FactPipeline;
import org.scewarehouse.model.fact.FactRepositoryDay;
import org.scewarehouse.model.fact.FactRightsizingDay;
import org.scewarehouse.model.fact.FactScheduleDay;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.ContainerName;
import org.scewarehouse.model.hr.ContentName;
import org.scewarehouse.model.hr.IdentityUse;
import org.scewarehouse.model.hr.JobName;
import org.scewarehouse.model.hr.Person;
import org.scewarehouse.model.hr.RepositoryName;
import org.scewarehouse.model.hr.VolumeName;

/** The one list of tables. Order: dimensions before what refers to them, so that loading in order never dangles. */
public final class Warehouse {

    /** End of validity of what is still valid. */
    public static final LocalDate OPEN_END = LocalDate.of(9999, 12, 31);

    /** Start of validity of a first version: days before anything was known use it. */
    public static final LocalDate OPEN_START = LocalDate.of(1900, 1, 1);

    /** Key of the member "unknown". */
    public static final long UNKNOWN = 0;

    /** Key of the member "not applicable". */
    public static final long NOT_APPLICABLE = -1;

    private static final List<TableSpec<?>> TABLES = Stream.of(
                    DimDate.class,
                    DimHoliday.class,
                    DimDepartment.class,
                    DimUserNow.class,
                    DimUser.class,
                    BridgeIdentity.class,
                    IdentityUse.class,
                    Person.class,
                    DimProject.class,
                    DimComputeSystem.class,
                    DimPlatformRule.class,
                    DimImage.class,
                    DimContainer.class,
                    DimQueue.class,
                    DimJobDefinition.class,
                    DimVolume.class,
                    DimRate.class,
                    DimCarbonFactor.class,
                    DimContent.class,
                    DimSchedule.class,
                    DimPackage.class,
                    DimRuntime.class,
                    DimRepository.class,
                    BridgeUserGroup.class,
                    BridgeContentPackage.class,
                    BridgeContentGroup.class,
                    BridgeRepositoryLanguage.class,
                    BridgeRepositoryPackage.class,
                    ContainerName.class,
                    VolumeName.class,
                    JobName.class,
                    ContentName.class,
                    RepositoryName.class,
                    FactContainerHour.class,
                    FactContainerDay.class,
                    FactDemand5min.class,
                    FactRightsizingDay.class,
                    FactVolumeDay.class,
                    FactCapacityDay.class,
                    FactBatchJob.class,
                    FactBatchJobDay.class,
                    FactContentVisit.class,
                    FactContentDay.class,
                    FactContentRun.class,
                    FactScheduleDay.class,
                    FactAuditDay.class,
                    FactAccountDay.class,
                    FactRepositoryDay.class,
                    FactCommitDay.class,
                    FactPipeline.class,
                    AggUserDay.class,
                    AggUserMonth.class,
                    AggUserTotal.class,
                    AggContainerMonth.class,
                    AggStorageMonth.class)
            .<TableSpec<?>>map(TableSpec::of)
            .toList();

    private Warehouse() {}

    /** Every table, dimensions first. */
    public static List<TableSpec<?>> tables() {
        return TABLES;
    }

    /** The table that the record declares. */
    @SuppressWarnings("unchecked")
    public static <R extends Record> TableSpec<R> table(Class<R> recordType) {
        return (TableSpec<R>) TABLES.stream()
                .filter(t -> t.recordType() == recordType)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(recordType.getName() + " is not in Warehouse"));
    }

    /** The table of that name, such as {@code fact_container_day}. */
    public static TableSpec<?> table(String name) {
        return TABLES.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table is named " + name));
    }
}
