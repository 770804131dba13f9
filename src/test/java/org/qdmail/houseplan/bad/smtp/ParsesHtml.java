package org.qdmail.houseplan.bad.smtp;

import org.jsoup.Jsoup;

final class ParsesHtml {
    Class<?> parser = Jsoup.class;
}
