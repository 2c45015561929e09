package org.scewarehouse.jobs.settings;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.store.Stores;

/**
 * A folder of this machine into which runs write.
 *
 * @param subject what is written there, in a word
 * @param path it need not be there yet
 * @param setting what moves it elsewhere
 */
public record WrittenFolder(String subject, Path path, String setting) {

    /** The folders that the settings name; a lake in a bucket is none. */
    public static List<WrittenFolder> of(Settings settings) {
        List<WrittenFolder> folders = new ArrayList<>();
        folders.add(new WrittenFolder("home", settings.home(), "SCE_HOME"));
        if (!Stores.isS3(settings.lakeLocation())) {
            folders.add(new WrittenFolder("lake", Path.of(settings.lakeLocation()), "SCE_LAKE"));
        }
        folders.add(new WrittenFolder("temporary", settings.temporaryFolder(), "SCE_TEMPORARY"));
        return folders;
    }

    /** The file system on which the folder is, or will be. */
    public FileStore disk() throws IOException {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.getFileStore(there);
    }
}
