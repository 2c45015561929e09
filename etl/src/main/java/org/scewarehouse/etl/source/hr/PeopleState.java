package org.scewarehouse.etl.source.hr;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    private static final byte FORMAT = 1;
    private static final int NULL_DAY = Integer.MIN_VALUE;
    private static final int LEVEL = 1;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int DAYS_REMEMBERED = 1 << 12;
    /** With its length in front. */
    private static final int LONGEST_TEXT = Short.BYTES + 0xFFFF;

    private PeopleState() {}

    private static UncheckedIOException unreadable(IOException cause) {
        return new UncheckedIOException("the state of source " + HrSource.NAME + " cannot be read or written", cause);
    }

    /** Writes histories. */
    static final class Writer implements Closeable {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
        private final DataOutputStream output;
        private final ByteArrayOutputStream versionBytes = new ByteArrayOutputStream();
        private final DataOutputStream versions = new DataOutputStream(versionBytes);
        private final Map<String, Integer> numbers = new HashMap<>();

        Writer(Collection<Department> departments) {
            try {
                output = new DataOutputStream(
                        new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(bytes, LEVEL), BUFFER_BYTES));
                output.writeByte(FORMAT);
                output.writeInt(departments.size());
                for (Department department : departments) {
                    output.writeUTF(department.code());
                    output.writeUTF(department.name());
                    text(output, department.division());
                    text(output, department.organization());
                    day(output, department.firstSeenOn());
                    day(output, department.lastSeenOn());
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        void add(PersonHistory person) {
            try {
                output.writeBoolean(true);
                output.writeUTF(person.employeeId());
                text(output, person.givenName());
                text(output, person.familyName());
                text(output, person.login());
                text(output, person.email());
                text(output, person.heldLogin());
                text(output, person.heldEmail());
                day(output, person.effectiveDate());
                output.writeShort(person.claims().size());
                for (Claim claim : person.claims()) {
                    output.writeBoolean(claim.system().equals(Identities.LOGIN));
                    output.writeUTF(claim.identifier());
                    day(output, claim.from());
                }
                versionBytes.reset();
                versions.writeShort(person.versions().size());
                for (Scd2.Version<PersonAttributes> version : person.versions()) {
                    add(version);
                }
                output.writeInt(versionBytes.size());
                versionBytes.writeTo(output);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private void add(Scd2.Version<PersonAttributes> version) throws IOException {
            PersonAttributes a = version.attributes();
            day(versions, version.validFrom());
            int flags = (a.isEmployed() ? 1 : 0) | (a.isManager() ? 2 : 0) | (a.isPlatformTeam() ? 4 : 0);
            versions.writeByte(flags);
            day(versions, a.leftOn());
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
        private void shared(@Nullable String text) throws IOException {
            if (text == null) {
                versions.writeInt(0);
                return;
            }
            Integer number = numbers.putIfAbsent(text, numbers.size() + 2);
            versions.writeInt(number == null ? 1 : number);
            if (number == null) {
                versions.writeUTF(text);
            }
        }

        private static void text(DataOutputStream output, @Nullable String text) throws IOException {
            output.writeBoolean(text != null);
            if (text != null) {
                output.writeUTF(text);
            }
        }

        private static void day(DataOutputStream output, @Nullable LocalDate day) throws IOException {
            output.writeInt(day == null ? NULL_DAY : (int) day.toEpochDay());
        }

        /** All that was added. */
        byte[] finish() {
            try {
                output.writeBoolean(false);
                output.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
            return bytes.toByteArray();
        }

        @Override
        public void close() {
            try {
                output.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    /** Reads histories in order. */
    static final class Reader implements Closeable {

        private final DataInputStream input;
        private final boolean isSkippingVersions;
        private final List<String> texts = new ArrayList<>();
        private final int[] days = new int[DAYS_REMEMBERED];
        private final LocalDate[] dates = new LocalDate[DAYS_REMEMBERED];
        private final byte[] bytes = new byte[LONGEST_TEXT];
        private final List<Department> departments = new ArrayList<>();

        /**
         * @param state what a writer finished; empty holds nobody
         * @param isSkippingVersions whether of people only ids and claims are read
         */
        Reader(byte[] state, boolean isSkippingVersions) {
            this.isSkippingVersions = isSkippingVersions;
            try {
                input = state.length == 0
                        ? new DataInputStream(new ByteArrayInputStream(new byte[] {FORMAT, 0, 0, 0, 0, 0}))
                        : new DataInputStream(new BufferedInputStream(
                                new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(state)), BUFFER_BYTES));
                byte format = input.readByte();
                if (format != FORMAT) {
                    throw new DataRejected("the state of source " + HrSource.NAME + " has format " + format
                            + ", expected " + FORMAT + "; build its days again from raw");
                }
                int count = input.readInt();
                for (int i = 0; i < count; i++) {
                    departments.add(new Department(utf(), utf(), text(), text(), day(), day()));
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        /** All departments so far, by code. */
        List<Department> departments() {
            return departments;
        }

        /** The next person; null at the end. */
        @Nullable
        PersonHistory next() {
            try {
                return input.readBoolean() ? person() : null;
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private PersonHistory person() throws IOException {
            return new PersonHistory(
                    utf(),
                    name(),
                    name(),
                    name(),
                    name(),
                    name(),
                    name(),
                    dayOrNull(input.readInt()),
                    claims(),
                    versions());
        }

        private List<Claim> claims() throws IOException {
            int count = input.readUnsignedShort();
            Claim[] claims = new Claim[count];
            for (int i = 0; i < count; i++) {
                claims[i] = new Claim(input.readBoolean() ? Identities.LOGIN : Identities.EMAIL, utf(), day());
            }
            return List.of(claims);
        }

        private List<Scd2.Version<PersonAttributes>> versions() throws IOException {
            int length = input.readInt();
            if (isSkippingVersions) {
                input.skipNBytes(length);
                return List.of();
            }
            ByteBuffer block = ByteBuffer.wrap(input.readNBytes(length));
            int count = Short.toUnsignedInt(block.getShort());
            List<Scd2.Version<PersonAttributes>> versions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                LocalDate from = day(block.getInt());
                int flags = block.get();
                versions.add(new Scd2.Version<>(
                        from,
                        new PersonAttributes(
                                (flags & 1) != 0,
                                dayOrNull(block.getInt()),
                                shared(block),
                                shared(block),
                                shared(block),
                                shared(block),
                                shared(block),
                                shared(block),
                                shared(block),
                                (flags & 2) != 0,
                                shared(block),
                                (flags & 4) != 0)));
            }
            return versions;
        }

        private @Nullable String shared(ByteBuffer block) throws IOException {
            int number = block.getInt();
            if (number == 0) {
                return null;
            }
            if (number == 1) {
                int length = Short.toUnsignedInt(block.getShort());
                block.get(bytes, Short.BYTES, length);
                texts.add(utf(length));
                return texts.get(texts.size() - 1);
            }
            return texts.get(number - 2);
        }

        private @Nullable String text() throws IOException {
            return input.readBoolean() ? utf() : null;
        }

        private @Nullable String name() throws IOException {
            if (isSkippingVersions) {
                input.skipNBytes(input.readBoolean() ? input.readUnsignedShort() : 0);
                return null;
            }
            return text();
        }

        /** As {@link DataInputStream#readUTF}, and faster where all is ASCII. */
        private String utf() throws IOException {
            int length = input.readUnsignedShort();
            input.readFully(bytes, Short.BYTES, length);
            return utf(length);
        }

        private String utf(int length) throws IOException {
            for (int i = 0; i < length; i++) {
                if (bytes[Short.BYTES + i] <= 0) {
                    bytes[0] = (byte) (length >>> Byte.SIZE);
                    bytes[1] = (byte) length;
                    return new DataInputStream(new ByteArrayInputStream(bytes, 0, Short.BYTES + length)).readUTF();
                }
            }
            return new String(bytes, Short.BYTES, length, StandardCharsets.ISO_8859_1);
        }

        private @Nullable LocalDate dayOrNull(int day) {
            return day == NULL_DAY ? null : day(day);
        }

        private LocalDate day() throws IOException {
            return day(input.readInt());
        }

        private LocalDate day(int day) {
            int place = day & (DAYS_REMEMBERED - 1);
            if (dates[place] == null || days[place] != day) {
                days[place] = day;
                dates[place] = LocalDate.ofEpochDay(day);
            }
            return dates[place];
        }

        @Override
        public void close() {
            try {
                input.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
