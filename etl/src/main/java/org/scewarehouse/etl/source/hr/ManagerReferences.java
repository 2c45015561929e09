package org.scewarehouse.etl.source.hr;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ExternalSort;
import org.scewarehouse.etl.lake.Finding.Kind;

/** Finds the employee id behind the name by which a directory points to a manager, for any number of people. */
final class ManagerReferences implements Closeable {

    /** Ends each key; a record sorts before those that point to it. */
    private static final byte RECORD = 0;

    private static final byte POINTER = 1;

    private final ExternalSort sort;
    private final Tally tally;

    ManagerReferences(Path tempFolder, long memoryBytes, Tally tally) {
        this.sort = new ExternalSort(tempFolder, memoryBytes);
        this.tally = tally;
    }

    /**
     * Takes a person.
     *
     * @param own by what others point to them; null = nobody can
     * @param manager to whom they point; null = nobody
     */
    void add(String employeeId, @Nullable String own, @Nullable String manager) {
        byte[] id = employeeId.getBytes(StandardCharsets.UTF_8);
        if (own != null) {
            sort.add(key(own, RECORD), id);
        }
        if (manager != null) {
            sort.add(key(manager, POINTER), id);
        }
    }

    /** Gives each person's id and that of their manager; those whose manager is not there are counted. */
    void resolve(BiConsumer<String, String> managerByPerson) {
        ExternalSort.Cursor cursor = sort.sorted();
        byte[] reference = {};
        String manager = null;
        while (cursor.next()) {
            byte[] key = cursor.key();
            String employeeId = new String(cursor.value(), StandardCharsets.UTF_8);
            boolean isRecord = key[key.length - 1] == RECORD;
            byte[] name = Arrays.copyOf(key, key.length - 1);
            if (!Arrays.equals(name, reference)) {
                reference = name;
                manager = null;
            }
            if (isRecord) {
                manager = manager == null ? employeeId : manager;
            } else if (manager == null) {
                tally.count(Kind.GAP, HrColumn.MANAGER_EMPLOYEE_ID, PeopleChecks.NOT_THERE);
            } else {
                managerByPerson.accept(employeeId, manager);
            }
        }
    }

    /** Names of entries are equal whatever their case and blanks; other references are taken as they are. */
    private static byte[] key(String reference, byte kind) {
        String plain = reference;
        if (reference.indexOf('=') > 0) {
            try {
                plain = new DN(reference).toNormalizedString();
            } catch (LDAPException e) {
                plain = reference.toLowerCase(Locale.ROOT);
            }
        }
        byte[] text = plain.getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(text, text.length + 2);
        key[text.length + 1] = kind;
        return key;
    }

    @Override
    public void close() {
        sort.close();
    }
}
