package org.qdmail.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.message.CidReferences.Reference;

class CidReferencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "<img src='cid:a'>                                | a",
                "<img src=\"cid:a\">                              | a",
                "<img src=cid:a>                                  | a",
                "<img src=cid:a/>                                 | a/",
                "<img src=cid:a />                                | a",
                "<IMG ALT=x SRC = 'CID:a' >                       | a",
                "<img src=' cid:a '>                              | a",
                "<img/src='cid:a'>                                | a",
                "<img x=>' src='cid:a'>                           | §§",
                "<img x='>' src='cid:a'>                          | a",
                "<a href='cid:a'>                                 | a",
                "<td background='cid:a'>                          | a",
                "<video poster='cid:a'>                           | a",
                "<object data='cid:a'>                            | a",
                "<image xlink:href='cid:a'>                       | a",
                "<v:fill src='cid:a'>                             | a",
                "<p style='background:url(cid:a)'>                | a",
                "<p style='background:URL( \"cid:a\" )'>          | a",
                "<p style=\"x:url('cid:a');y:url(cid:b)\">        | a,b",
                "<p style='x:url(&quot;cid:a&quot;)'>             | a",
                "<style>p{background:url(cid:a)}</style>          | a",
                "<STYLE type=x>url(cid:a)</STYLE><img src=cid:b>  | a,b",
                "<style>url(cid:a)                                | a",
                "<img src='cid:a%40b'>                            | a@b",
                "<img src='cid:%e6%97%a5'>                        | 日",
                "<img src='cid:a%4'>                              | a%4",
                "<img src='cid:a%zz%4x%'>                         | a%zz%4x%",
                "<img src='cid:a+b'>                              | a+b",
                "<img src='cid:a&amp;b'>                          | a&b",
                "<img src='cid:a&#64;b&#x40;c&commat;d'>          | a@b@c@d",
                "<img src='cid:a&b&;&#x;&#99999999;&toolongname;'> | a&b&;&#x;&#99999999;&toolongname;",
                "<img src='cid:a'><img src='cid:b'>               | a,b",
            })
    void findsReferences(String html, String cids) {
        String[] expected = cids.isEmpty() ? new String[0] : cids.split(",", -1);

        assertThat(CidReferences.in(html)).extracting(Reference::cid).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "write cid:a in your html",
                "<p>cid:a</p>",
                "<img alt='cid:a'>",
                "<img src='http://x/cid:a'>",
                "<img src='acid:a'>",
                "<img data-src='cid:a'>",
                "<!-- <img src='cid:a'> -->",
                "<!--><img src=x>",
                "<!-- <img src='cid:a'>",
                "<script>var x = \"<img src='cid:a'>\"</script>",
                "<script><img src='cid:a'>",
                "<p style='x:cid:a'>",
                "<p style='x:url(cid:a'>",
                "< img src='cid:a'>",
                "</p src>",
                "<img",
                "<img src",
                "<img src=",
                "<",
                "<img src='cid",
                "&lt;img src='cid:a'&gt;",
            })
    void findsNoneElsewhere(String html) {
        assertThat(CidReferences.in(html)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\r", "\n", "\f"})
    void takesEachBlankForOne(String blank) {
        assertThat(CidReferences.in("<img%ssrc%s=%s'cid:a'%s>".replace("%s", blank)))
                .extracting(Reference::cid)
                .containsExactly("a");
        assertThat(CidReferences.in("<img src=cid:a" + blank + "alt=b>"))
                .extracting(Reference::cid)
                .containsExactly("a");
    }

    @Test
    void findsAReferenceToNothing() {
        assertThat(CidReferences.in("<img src='cid:'>")).containsExactly(new Reference("", 10));
    }

    @Test
    void goesOnBehindCommentsAndScripts() {
        assertThat(CidReferences.in("<!-- > --><img src=cid:a><script>'<'</SCRIPT><img src=cid:b>"))
                .extracting(Reference::cid)
                .containsExactly("a", "b");
    }

    @Test
    void tellsTheOffsetOfTheUrl() {
        assertThat(CidReferences.in("<p><img src='cid:a'><img src=cid:b><style>i{x:url(cid:c)}</style>"))
                .extracting(Reference::offset)
                .containsExactly(13, 29, 46);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<!--",
                "<a ",
                "<a b='",
                "<style>",
                "<script>",
                "</style",
                "url(",
                "<p style='url(",
                "&",
                "<a &#",
                "<style>url(",
                "<style></styl",
                "<img src='cid:a&'>",
                "%",
                "<!-",
                "<a b=c ",
                "<!-->"
            })
    void par3ReadsHostileHtmlInLinearTime(String unit) {
        String html = unit.repeat(1_000_000 / unit.length());
        long start = System.nanoTime();

        assertThat(CidReferences.in(html)).isNotNull();
        assertThat(CidReferences.in("<style>" + html)).isNotNull();
        assertThat(CidReferences.in("<p style=\"" + html)).isNotNull();
        assertThat(CidReferences.in("<img src=\"cid:" + html)).isNotNull();

        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    }
}
