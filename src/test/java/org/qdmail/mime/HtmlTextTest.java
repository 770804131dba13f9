package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
    @Test
    void v18BreaksLinesAtBlocks() {
        assertThat(text("<p>HTML本文</p><ul><li>あ</li><li>い</li></ul>")).isEqualTo("HTML本文\nあ\nい");
        assertThat(text("a<div>b</div>c<h1>d</h1><hr>e")).isEqualTo("a\nb\nc\nd\ne");
    }

    @Test
    void qd118DecodesEntities() {
        assertThat(text("&lt;b&gt; &amp;&nbsp;&eacute;&#x6f22;")).isEqualTo("<b> & é漢");
    }

    @Test
    void qd118HalfOfASurrogatePairIsAReplacementCharacter() {
        assertThat(text("a&#xD83D;b&#xDE00;<i>c</i>&#xD83D;")).isEqualTo("a\ufffdb\ufffdc\ufffd");
        assertThat(text("<a href='https://a.example/&#xD83D;'>x</a>")).isEqualTo("x <https://a.example/\ufffd>");
        assertThat(text("&#x1F600;<pre>&#xDE00;</pre>")).isEqualTo("😀\n\ufffd");
    }

    @Test
    void qd118LeavesOutControls() {
        assertThat(text("a&#1;b&#27;[2Jc&#127;d&#x9D;e &#8; f")).isEqualTo("ab[2Jcde f");
        assertThat(text("<pre>a&#9;b&#12;c&#129;</pre>")).isEqualTo("a\tbc");
        assertThat(text("<a href='https://a.example/&#127;&#x9d;b'>x</a><img alt='&#7;y'>"))
                .isEqualTo("x <https://a.example/b>y");
    }

    /** Numbers of C1 stand for what Windows had there, but for five that are nothing. */
    @Test
    void qd118ReadsReferencesToWindows1252() {
        assertThat(text("&#128;&#150;&#159;&#129;&#x8d;&#x8f;&#x90;&#x9d;.")).isEqualTo("€–Ÿ.");
    }

    @Test
    void qd118KeepsTheAddressOfALink() {
        assertThat(text("see <a href='https://a.example/x'>our shop</a>."))
                .isEqualTo("see our shop <https://a.example/x>.");
        assertThat(text("<a href='mailto:a@b.example'>write</a>")).isEqualTo("write <a@b.example>");
        assertThat(text("<a href='TEL:+81-3'>call</a>")).isEqualTo("call <+81-3>");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example,https://a.example",
        "https://a.example/,a.example",
        "https://a.example,a.example/",
        "mailto:a@b.example,a@b.example",
    })
    void qd118WritesAnAddressThatIsSeenOnce(String href, String seen) {
        assertThat(text("<a href='" + href + "'> " + seen + " </a>!"))
                .startsWith(seen)
                .doesNotContain("<");
    }

    @Test
    void qd118ShowsALinkWithoutTextByItsAddress() {
        assertThat(text("<a href='https://a.example/x y\n z'></a>")).isEqualTo("<https://a.example/x%20y%20z>");
    }

    @Test
    void qd118ComparesTheAddressWithTheTextOfItsLinkOnly() {
        assertThat(text("see <a href='https://a.example'>https://a.example</a>"))
                .isEqualTo("see https://a.example");
        assertThat(text("see <a href='https://a.example'>it</a>, <a href='https://b.example'>b.example</a>"))
                .isEqualTo("see it <https://a.example>, b.example");
    }

    @ParameterizedTest
    @CsvSource({"#top", "javascript:alert(1)", "cid:logo", "data:text/plain;x", "x.html", "''"})
    void qd118LeavesOutWhatIsNoAddressForAReader(String href) {
        assertThat(text("<a href='" + href + "'>x</a>")).isEqualTo("x");
    }

    @Test
    void showsImagesByTheirAlternativeText() {
        assertThat(text("<a href='https://a.example'><img src='cid:l' alt='Shop  A'></a> b<img src='x'>"))
                .isEqualTo("Shop A <https://a.example> b");
    }

    @Test
    void turnsCellsIntoBlanks() {
        assertThat(text("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td></td><td>d</td></tr></table>e"))
                .isEqualTo("a b\nc d\ne");
    }

    @Test
    void collapsesWhiteSpaceAsABrowserDoes() {
        assertThat(text("  a \n\t b<b> c</b>\f d  <i> e</i>")).isEqualTo("a b c d e");
        assertThat(text("a\u000bb\u000ec")).isEqualTo("a bc");
    }

    @Test
    void keepsABreakAndOneEmptyLine() {
        assertThat(text("a <br> b<br><br>c<br><br><br><br>d")).isEqualTo("a\nb\n\nc\n\nd");
        assertThat(text("<br>a<p><br>b")).isEqualTo("a\n\nb");
    }

    @Test
    void keepsTheLinesOfPreformattedText() {
        assertThat(text("<pre>a\r\n  b\tc \n\nd</pre> e  f")).isEqualTo("a\n  b\tc\n\nd\ne f");
    }

    @Test
    void leavesOutWhatIsNotSeen() {
        assertThat(
                        text(
                                "<head><title>t</title><style>s</style></head><script>x</script><!-- c -->a<style>s</style><svg><text>v</text></svg>"))
                .isEqualTo("a");
    }

    @Test
    void endsWithoutEmptyLinesOrBlanks() {
        assertThat(text("<br><p>a&nbsp;</p><br><p> </p>")).isEqualTo("a");
        assertThat(text("a&nbsp;<p>b&nbsp;</p>c")).isEqualTo("a\nb\nc");
        assertThat(text("")).isEmpty();
    }

    @Test
    void readsDeepNestingWithoutOverflow() {
        assertThat(text("<div>".repeat(20_000) + "a")).isEqualTo("a");
    }

    private static String text(String html) {
        return HtmlText.plainTextOf(html);
    }
}
