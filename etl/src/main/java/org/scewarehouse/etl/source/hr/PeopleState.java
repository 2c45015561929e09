package org.scewarehouse.etl.source.hr;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.source.hr.PersonHistory.Claim;
import org.scewarehouse.etl.star.Identities;
import org.scewarehouse.etl.star.Scd2;

/**
 * The histories of all people as bytes, in order of the bytes of their employee ids, written and read as streams.
 * Texts that many people share are written once and then by number; the versions of a person can be skipped.
 */
final class PeopleState {

    private static final byte FORMAT = 2;
    /** Without the last day that was announced. */
    private static final byte FORMER_FORMAT = 1;

    private static final int LEVEL = 1;

    private PeopleState() {}

    static UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException("the state of source " + HrSource.NAME + " cannot be read or written", cause);
    }

    /** Writes histories. */
    static final class Writer implements Closeable {

        private final StateOutput output = new StateOutput(LEVEL);
        private final Map<String, Integer> numbers = new HashMap<>();

        Writer(Collection<Department> departments) {
            output.putByte(FORMAT);
            output.putInt(departments.size());
            for (Department department : departments) {
                output.putUtf(department.code());
                output.putUtf(department.name());
                output.putText(department.division());
                output.putText(department.organization());
                output.putDay(department.firstSeenOn());
                output.putDay(department.lastSeenOn());
                output.endRecord();
            }
        }

        void add(PersonHistory person) {
            output.putBoolean(true);
            output.putUtf(person.employeeId());
            output.putText(person.givenName());
            output.putText(person.familyName());
            output.putText(person.login());
            output.putText(person.email());
            output.putText(person.heldLogin());
            output.putText(person.heldEmail());
            output.putDay(person.effectiveDate());
            output.putDay(person.lastDay());
            output.putShort(person.claims().size());
            for (Claim claim : person.claims()) {
                output.putBoolean(claim.system().equals(Identities.LOGIN));
                output.putUtf(claim.identifier());
                output.putDay(claim.from());
            }
            int length = output.place();
            output.putInt(0);
            output.putShort(person.versions().size());
            for (Scd2.Version<PersonAttributes> version : person.versions()) {
                add(version);
            }
            output.replaceInt(length, output.place() - length - Integer.BYTES);
            output.endRecord();
        }

        private void add(Scd2.Version<PersonAttributes> version) {
            PersonAttributes a = version.attributes();
            output.putDay(version.validFrom());
            output.putByte((a.isEmployed() ? 1 : 0) | (a.isManager() ? 2 : 0) | (a.isPlatformTeam() ? 4 : 0));
            output.putDay(a.leftOn());
            shared(a.departmentCode());
            shared(a.departmentName());
            shared(a.division());
            shared(a.site());
            shared(a.country());
            shared(a.costCenter());
            shared(a.jobRole());
            shared(a.managerEmployeeId());
        }

        /** 0 is null, 1 is a new text, which follows, and any greater number is a text that was there before. */
        private void shared(@Nullable String text) {
            if (text == null) {
                output.putInt(0);
                return;
            }
            Integer number = numbers.get(text);
            if (number == null) {
                numbers.put(text, numbers.size() + 2);
                output.putInt(1);
                output.putUtf(text);
            } else {
                output.putInt(number);
            }
        }

        /** All that was added. */
        byte[] finish() {
            output.putBoolean(false);
            return output.finish();
        }

        @Override
        public void close() {
            output.close();
        }
    }

    /** Reads histories in order. */
    static final class Reader implements Closeable {

        private final @Nullable StateInput input;
        private final boolean isSkippingVersions;
        private byte format = FORMAT;
        private final List<String> texts = new ArrayList<>();
        private final List<Department> departments = new ArrayList<>();

        /**
         * @param state what a writer finished; empty holds nobody
         * @param isSkippingVersions whether of people only ids and claims are read
         */
        Reader(byte[] state, boolean isSkippingVersions) {
            this.isSkippingVersions = isSkippingVersions;
            this.input = state.length == 0 ? null : new StateInput(state);
            if (input != null) {
                readHeader(input);
            }
        }

        private void readHeader(StateInput input) {
            format = input.nextByte();
            if (format != FORMAT && format != FORMER_FORMAT) {
                throw new DataRejected("the state of source " + HrSource.NAME + " has format " + format + ", expected "
                        + FORMAT + "; build its days again from raw");
            }
            int count = input.nextInt();
            for (int i = 0; i < count; i++) {
                departments.add(new Department(
                        input.nextUtf(),
                        input.nextUtf(),
                        input.nextText(),
                        input.nextText(),
                        input.nextDay(),
                        input.nextDay()));
            }
        }

        /** All departments so far, by code. */
        List<Department> departments() {
            return departments;
        }

        /** The next person; null at the end. */
        @Nullable
        PersonHistory next() {
            return input != null && input.nextBoolean() ? person(input) : null;
        }

        private PersonHistory person(StateInput from) {
            return new PersonHistory(
                    from.nextUtf(),
                    name(from),
                    name(from),
                    name(from),
                    name(from),
                    name(from),
                    name(from),
                    from.nextDayOrNull(),
                    format == FORMAT ? from.nextDayOrNull() : null,
                    claims(from),
                    versions(from));
        }

        private static List<Claim> claims(StateInput from) {
            Claim[] claims = new Claim[from.nextShort()];
            for (int i = 0; i < claims.length; i++) {
                claims[i] = new Claim(
                        from.nextBoolean() ? Identities.LOGIN : Identities.EMAIL, from.nextUtf(), from.nextDay());
            }
            return List.of(claims);
        }

        private List<Scd2.Version<PersonAttributes>> versions(StateInput from) {
            int length = from.nextInt();
            if (isSkippingVersions) {
                from.skip(length);
                return List.of();
            }
            int count = from.nextShort();
            List<Scd2.Version<PersonAttributes>> versions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                LocalDate validFrom = from.nextDay();
                int flags = from.nextByte();
                versions.add(new Scd2.Version<>(
                        validFrom,
                        new PersonAttributes(
                                (flags & 1) != 0,
                                from.nextDayOrNull(),
                                shared(from),
                                shared(from),
                                shared(from),
                                shared(from),
                                shared(from),
                                shared(from),
                                shared(from),
                                (flags & 2) != 0,
                                shared(from),
                                (flags & 4) != 0)));
            }
            return versions;
        }

        private @Nullable String shared(StateInput from) {
            int number = from.nextInt();
            if (number == 0) {
                return null;
            }
            if (number == 1) {
                texts.add(from.nextUtf());
                return texts.get(texts.size() - 1);
            }
            return texts.get(number - 2);
        }

        private @Nullable String name(StateInput from) {
            if (isSkippingVersions) {
                from.skipText();
                return null;
            }
            return from.nextText();
        }

        @Override
        public void close() {
            if (input != null) {
                input.close();
            }
        }
    }
}
