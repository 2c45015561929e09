package org.scewarehouse.etl.source.homedrive;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Masker;
import org.scewarehouse.etl.star.Person;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.VolumeName;

/** Writes drives, and the people who own them, each once. */
final class DriveRows {

    private static final int PROGRESS_DRIVES = 4096;

    private final HomeDriveSettings settings;
    private final Day day;
    private final Dimensions dimensions;
    private final CuratedZone.Writer rows;
    private final Set<Person> people = new HashSet<>();

    DriveRows(HomeDriveSettings settings, Day day, Dimensions dimensions, CuratedZone.Writer rows) {
        this.settings = settings;
        this.day = day;
        this.dimensions = dimensions;
        this.rows = rows;
    }

    void write(Collection<Drive> drives, Progress progress) {
        Map<String, Person> owners = new HashMap<>();
        for (Drive drive : drives) {
            String login = login(drive);
            if (login != null && !owners.containsKey(login)) {
                owners.put(login, owner(login));
            }
        }
        Map<String, String> masks = new HashMap<>();
        owners.forEach((login, person) -> masks.put(login, person.mask()));
        Masker masker = dimensions.masker(masks, day.date());
        long done = 0;
        for (Drive drive : drives) {
            String login = login(drive);
            Person owner = login == null ? null : owners.get(login);
            write(drive, owner, name(drive, login, owner, masker));
            if (++done % PROGRESS_DRIVES == 0) {
                progress.advance("drives", done, drives.size());
            }
        }
    }

    /** The owner in lower case, as people are told apart; null where it is none, or no person. */
    private @Nullable String login(Drive drive) {
        String login = drive.owner() == null ? "" : drive.owner().toLowerCase(Locale.ROOT);
        return login.isEmpty() || settings.serviceLogins().contains(login) ? null : login;
    }

    private Person owner(String login) {
        Person person = dimensions.identities().person(login, day.date());
        if (people.add(person)) {
            dimensions.identities().rows(person, day.date()).forEach(rows::add);
        }
        return person;
    }

    /** A home names somebody; unless that is its owner, nobody knows what to mask, and the name is hidden. */
    private String name(Drive drive, @Nullable String login, @Nullable Person owner, Masker masker) {
        if (login != null && owner != null) {
            String masked = masker.mask(drive.path(), login, owner.mask());
            if (masked.contains(owner.mask())) {
                return masked;
            }
        }
        String hidden = dimensions.pseudonyms().containerId("hidden", drive.path());
        return "hidden-" + hidden.substring(0, 8);
    }

    private void write(Drive drive, @Nullable Person owner, String name) {
        long key = dimensions.keys().key("volume", HomeDriveSettings.SOURCE, drive.path());
        long userId = owner == null ? Warehouse.UNKNOWN : owner.userId();
        rows.add(new DimVolume(
                key,
                name,
                null,
                "home",
                null,
                drive.region() == null ? settings.region() : drive.region(),
                userId,
                Warehouse.UNKNOWN,
                null,
                day.date(),
                day.date()));
        rows.add(new VolumeName(key, drive.path(), null, day.date(), day.date()));
        rows.add(new FactVolumeDay(
                day.date(),
                key,
                Warehouse.UNKNOWN,
                userId,
                Warehouse.UNKNOWN,
                Warehouse.UNKNOWN,
                HomeDriveSettings.SOURCE,
                drive.usedBytes(),
                drive.fileCount(),
                null,
                null,
                null,
                drive.measuredAt(),
                drive.measuredAt().isBefore(day.from())));
    }
}
