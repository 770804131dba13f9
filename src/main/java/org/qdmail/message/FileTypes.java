package org.qdmail.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The media type of a file by the ending of its name: the same on every machine. */
final class FileTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_ENDING = table(
            "application/gzip gz tgz",
            "application/json json",
            "application/msword doc",
            "application/pdf pdf",
            "application/pkcs7-mime p7m",
            "application/pkcs7-signature p7s",
            "application/postscript ps eps ai",
            "application/rtf rtf",
            "application/vnd.ms-excel xls",
            "application/vnd.ms-powerpoint ppt",
            "application/vnd.oasis.opendocument.presentation odp",
            "application/vnd.oasis.opendocument.spreadsheet ods",
            "application/vnd.oasis.opendocument.text odt",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation pptx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document docx",
            "application/x-7z-compressed 7z",
            "application/x-bzip2 bz2",
            "application/x-tar tar",
            "application/xml xml",
            "application/zip zip",
            "audio/mp4 m4a",
            "audio/mpeg mp3",
            "audio/ogg ogg oga",
            "audio/x-wav wav",
            "font/woff2 woff2",
            "image/avif avif",
            "image/bmp bmp",
            "image/gif gif",
            "image/heic heic",
            "image/jpeg jpg jpeg jpe",
            "image/png png",
            "image/svg+xml svg",
            "image/tiff tif tiff",
            "image/vnd.microsoft.icon ico",
            "image/webp webp",
            "text/calendar ics",
            "text/css css",
            "text/csv csv",
            "text/html html htm",
            "text/markdown md",
            "text/plain txt text log",
            "text/tab-separated-values tsv",
            "text/vcard vcf",
            "video/mp4 mp4 m4v",
            "video/mpeg mpg mpeg",
            "video/quicktime mov",
            "video/webm webm");

    private FileTypes() {}

    static String of(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, UNKNOWN);
    }

    private static Map<String, String> table(String... rows) {
        Map<String, String> types = new HashMap<>();
        for (String row : rows) {
            String[] words = row.split(" ", -1);
            for (int at = 1; at < words.length; at++) types.put(words[at], words[0]);
        }
        return Map.copyOf(types);
    }
}
