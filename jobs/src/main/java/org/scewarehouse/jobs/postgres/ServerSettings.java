package org.scewarehouse.jobs.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server's settings, written anew at every start. A file local.conf beside the data directory overrides them. */
final class ServerSettings {
    private static final long SHARED_MEMORY_BYTES = 256L << 20;

    private ServerSettings() {}

    /**
     * @param hasRoomInMemory whether the system's shared memory can hold what parallel queries share; containers
     *     often have 64 MB, and a query that needs more would fail
     */
    static String text(int port, boolean hasRoomInMemory) {
        return """
                # Written by sce at every start. Put your own settings into ../local.conf.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 60
                # A committed day survives a power cut.
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                # Nobody replicates from it, so a bulk load into a new partition needs no second copy in the log.
                wal_level = minimal
                max_wal_senders = 0
                max_wal_size = 4GB
                checkpoint_timeout = 15min
                shared_buffers = 256MB
                work_mem = 32MB
                maintenance_work_mem = 256MB
                dynamic_shared_memory_type = %s
                random_page_cost = 1.1
                # The session of a killed client ends, and frees its locks, within a second.
                client_connection_check_interval = 1000
                tcp_keepalives_idle = 60
                timezone = 'UTC'
                log_timezone = 'UTC'
                datestyle = 'iso, ymd'
                log_min_messages = warning
                log_min_error_statement = panic
                log_checkpoints = off
                log_line_prefix = '%%m [%%p] %%u '
                include_if_exists = '../local.conf'
                """.formatted(port, hasRoomInMemory ? "posix" : "mmap");
    }

    static boolean hasRoomInMemory() {
        try {
            return Files.getFileStore(Path.of("/dev/shm")).getTotalSpace() >= SHARED_MEMORY_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
