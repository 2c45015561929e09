package org.scewarehouse.etl.lake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;
import org.xerial.snappy.Snappy;

/** What others compress Parquet with: nothing, Snappy, gzip or zstd. Written is Snappy alone. */
final class ForeignCodecs implements CompressionCodecFactory {

    private final ZstdCodecs zstd = new ZstdCodecs();

    /** Makes a page of its compressed form. */
    private interface Inflating {
        byte[] inflate(byte[] compressed) throws IOException;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.SNAPPY) {
            throw new IllegalArgumentException("files as others write them are compressed with Snappy, not " + codec);
        }
        return new Compressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Decompressor(page -> page);
            case SNAPPY -> new Decompressor(Snappy::uncompress);
            case GZIP -> new Decompressor(ForeignCodecs::gunzip);
            case ZSTD -> zstd.getDecompressor(codec);
            default ->
                throw new ParquetDecodingException(
                        "it is compressed with " + codec + "; uncompressed files, Snappy, gzip and zstd can be read");
        };
    }

    @Override
    public void release() {}

    private static byte[] gunzip(byte[] compressed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    private static final class Compressor implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return BytesInput.from(Snappy.compress(ZstdCodecs.array(bytes)));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.SNAPPY;
        }

        @Override
        public void release() {}
    }

    private static final class Decompressor implements BytesInputDecompressor {

        private final Inflating inflating;

        Decompressor(Inflating inflating) {
            this.inflating = inflating;
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            return BytesInput.from(page(ZstdCodecs.array(bytes), decompressedSize));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
                throws IOException {
            byte[] source = new byte[compressedSize];
            input.get(source);
            output.put(page(source, decompressedSize));
        }

        private byte[] page(byte[] source, int size) throws IOException {
            byte[] page = inflating.inflate(source);
            if (page.length != size) {
                throw new ParquetDecodingException("a page should have " + size + " bytes, has " + page.length);
            }
            return page;
        }

        @Override
        public void release() {}
    }
}
