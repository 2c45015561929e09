package org.scewarehouse.etl.source.prometheus.wire;

/**
 * Some samples of one series, compressed as one XOR chunk. All raw encodings are read into this form, so that sorting
 * and spilling move a byte or two per sample.
 *
 * @param bytes holds the chunk; belongs to the reader, which may overwrite it after the call that handed it out
 * @param offset where the chunk starts
 * @param length its length in bytes
 */
public record SampleBlock(byte[] bytes, int offset, int length) {

    private static final long STALE_MARKER = 0x7ff0000000000002L;

    /** Number of samples. */
    public int count() {
        return XorChunk.count(bytes, offset, length);
    }

    /**
     * Hands over every sample in the order of the server, stale markers and NaN included.
     *
     * @throws org.scewarehouse.etl.SourceChanged if the bytes are not an XOR chunk
     */
    public void forEach(SampleConsumer consumer) {
        XorChunk.decode(bytes, offset, length, consumer);
    }

    /** Whether a value is the mark that a series has vanished; it is a NaN that only its bits tell from others. */
    public static boolean isStaleMarker(double value) {
        return Double.doubleToRawLongBits(value) == STALE_MARKER;
    }
}
