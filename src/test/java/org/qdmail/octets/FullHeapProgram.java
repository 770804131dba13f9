package org.qdmail.octets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Begins a spool file when the heap has room for the file and its handle, but not for what is written into it. */
final class FullHeapProgram {
    private FullHeapProgram() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        SmallMailsProgram.frozen(directory, 0).close(); // every class is loaded
        List<byte[]> heap = new ArrayList<>(10_000);
        for (int octets : new int[] {1 << 20, 100_000}) fill(heap, octets);
        boolean isExhausted = false;
        try {
            SmallMailsProgram.frozen(directory, 0).close();
        } catch (OutOfMemoryError expected) {
            isExhausted = true;
        }
        heap.clear();
        System.out.println("exhausted=" + isExhausted);
    }

    private static void fill(List<byte[]> heap, int octets) {
        try {
            while (true) heap.add(new byte[octets]);
        } catch (OutOfMemoryError full) {
            // as wished
        }
    }
}
