package org.scewarehouse.etl.lake;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.scewarehouse.etl.DataRejected;

/** Decompresses a part and compares its checksum when the end is reached. */
final class VerifiedInput extends InputStream {

    private final RawZone.PartFile part;
    private final MessageDigest digest = Sha256.digest();
    private final InputStream compressed;
    private final InputStream decompressed;
    private boolean isVerified;

    VerifiedInput(RawZone.PartFile part) throws IOException {
        this.part = part;
        this.compressed = new DigestInputStream(part.store().open(part.key()), digest);
        this.decompressed = new ZstdInputStreamNoFinalizer(compressed);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count;
        try {
            count = decompressed.read(target, offset, length);
        } catch (ZstdIOException e) {
            throw new DataRejected(rejection("what is no zstd stream"), e);
        }
        if (count < 0 && !isVerified) {
            verify();
        }
        return count;
    }

    private void verify() throws IOException {
        compressed.transferTo(OutputStream.nullOutputStream());
        String sha256 = Sha256.hex(digest);
        if (!sha256.equals(part.sha256())) {
            throw new DataRejected(rejection(sha256));
        }
        isVerified = true;
    }

    private String rejection(String got) {
        return part.key() + ": expected sha256 " + part.sha256() + ", got " + got
                + "; the file was changed after it was written: restore it, or run the day again with --force to ask"
                + " the source anew";
    }

    @Override
    public void close() throws IOException {
        decompressed.close();
    }
}
