package org.scewarehouse.etl.lake;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;

/** Gives Parquet zstd directly: its own factory would start Hadoop for it. Knows no other codec. */
final class ZstdCodecs implements CompressionCodecFactory {

    private static final int LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        checkZstd(codec);
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        checkZstd(codec);
        return new Decompressor();
    }

    @Override
    public void release() {}

    private static void checkZstd(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("curated files are compressed with zstd, not " + codec);
        }
    }

    /** All of it as an array. */
    static byte[] array(BytesInput bytes) throws IOException {
        return bytes.toInputStream().readNBytes(Math.toIntExact(bytes.size()));
    }

    private static final class Compressor implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return BytesInput.from(Zstd.compress(array(bytes), LEVEL));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }

    private static final class Decompressor implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            byte[] target = new byte[decompressedSize];
            decompress(array(bytes), target);
            return BytesInput.from(target);
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize) {
            byte[] source = new byte[compressedSize];
            input.get(source);
            byte[] target = new byte[decompressedSize];
            decompress(source, target);
            output.put(target);
        }

        private static void decompress(byte[] source, byte[] target) {
            try {
                long size = Zstd.decompress(target, source);
                if (size != target.length) {
                    throw new ParquetDecodingException("a page should have " + target.length + " bytes, has " + size);
                }
            } catch (ZstdException e) {
                throw new ParquetDecodingException("a page is damaged", e);
            }
        }

        @Override
        public void release() {}
    }
}
