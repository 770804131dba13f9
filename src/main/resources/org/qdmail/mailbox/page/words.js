/* The words of the page. English is the key; a text without a translation stays English. */
const JAPANESE = {
  "mailbox": "メールボックス", "Mailbox": "メールボックス", "Search": "検索", "Search   /": "検索   /", "Delete all": "すべて削除", "Keyboard help": "キー操作の説明",
  "connecting…": "接続中…", "Skip to the mail": "メールへ移動", "Mails": "メール一覧", "Mail": "メール", "No mail yet": "まだメールはありません",
  "Everything that the application sends lands here, and nowhere else. Three ways to send a first mail:":
    "アプリケーションが送るメールはすべてここに届き、外へは出ません。最初の一通を送る三つの方法:",
  "From Java: a bean that uses MailService; in the profiles dev and test it is captured by itself.":
    "Java から: MailService を使う Bean。プロファイル dev と test では自動的にここへ届きます。",
  "From any other program: this SMTP server, with or without STARTTLS, any login.": "ほかのプログラムから: この SMTP サーバーへ。STARTTLS の有無もログインも任意。",
  "From a shell:": "シェルから:", "Copy": "コピー", "Copied": "コピーしました", "The browser does not allow it": "ブラウザーが許可しません", "No mail matches the search.": "検索に合うメールはありません。",
  "Choose a mail to see it.": "メールを選んでください。", "‹ All mails": "‹ 一覧へ", "Delete": "削除", "Views of the mail": "メールの表示",
  "This mail is not there any more.": "このメールはもうありません。", "The server does not answer; trying again …": "サーバーが応答しません。再試行中…",
  "Message": "メッセージ", "Text": "テキスト", "Attachments": "添付", "Structure": "構造", "Headers": "ヘッダー", "Signature": "署名",
  "Receipts": "受信確認", "Dialogue": "対話", "Source": "ソース", "Checks": "検査", "1 mail": "1 通", "mails": "通", "just now": "たった今",
  "min": "分前", "h": "時間前", "(no sender)": "(差出人なし)", "(no subject)": "(件名なし)", "(none)": "(なし)", "(no name)": "(名前なし)",
  "to": "宛先", "unread": "未読", "new": "新着", "! High": "! 高", "Low": "低", "Normal": "普通", "Signed": "署名あり", "✓ Signed": "✓ 署名",
  "✗ Signature broken": "✗ 署名が壊れています", "? Signature not checked": "? 署名は未検証", "expired": "期限切れ",
  "Delivery receipt": "配送通知を要求", "Read receipt": "開封通知を要求", "answered": "応答済み", "attachment": "添付", "attachments": "添付", "From": "差出人",
  "To": "宛先", "Cc": "Cc", "Bcc": "Bcc", "Received": "受信", "There is no text in this mail.": "本文がありません。",
  "There is no HTML; this is the plain text.": "HTML はありません。プレーンテキストを表示しています。", "Phone": "スマートフォン", "Tablet": "タブレット",
  "Full width": "全幅", "Dark ground": "暗い背景", "Load remote images": "外部の画像を読み込む",
  "Images from other hosts are blocked.": "外部ホストの画像は表示していません。", "There is no plain text in this mail.": "プレーンテキストはありません。",
  "Read as": "読み取りに使った文字コード", "a guess, the mail does not say": "メールに指定がないための推測", "Character set": "文字コード",
  "Name": "名前", "Type": "種類", "Size": "大きさ", "Encoding": "符号化", "Disposition": "扱い", "Lines": "行", "Download": "ダウンロード",
  "Show": "表示", "Inline": "インライン", "nowhere in the HTML, though it could be shown as": "HTML のどこにもありません。参照名は",
  "Octets": "オクテット", "A click on the lines marks them in the source.": "行番号を押すと、ソースの該当行に印が付きます。",
  "Every word of the HTML is in it, in the same order: made from the HTML, or as good as.": "HTML の語句がすべて同じ順にあります。HTML から作られたか、同等です。",
  "Not every word of the HTML is in it: written by hand, or something is missing.": "HTML にあってここにない語句があります。手書きか、欠落です。",
  "There are no files in this mail.": "ファイルはありません。", "shown in the HTML as": "HTML での参照名", "Field": "フィールド",
  "Decoded": "復号後", "On the wire": "そのまま", "the same": "同じ", "Priority": "優先度", "All others": "その他すべて",
  "more than one": "複数あります", "a line of more than 998 octets": "998 オクテットを超える行があります",
  "an encoded word in a line of more than 76 characters": "符号化語のある行が 76 文字を超えています",
  "not ASCII, without SMTPUTF8": "SMTPUTF8 なしに ASCII 以外の文字があります", "control characters": "制御文字があります", "Not signed": "署名はありません",
  "Encrypted": "暗号化", "Whether it is signed inside, only its readers can tell.": "中に署名があるかどうかは、読める人にしか分かりません。",
  "This mail is encrypted; only those that it was encrypted to can open it. The whole of it is the file smime.p7m.":
    "このメールは暗号化されています。開けるのは宛先の人だけです。全体が smime.p7m というファイルです。", "The signature is intact": "署名は正しい",
  "The signed octets arrived as they were signed.": "署名された内容はそのまま届いています。", "The signature is broken": "署名が壊れています",
  "The header was changed after signing": "署名の後でヘッダーが変更されています",
  "The signature was not checked": "署名は検証していません", "Covers": "対象", "the whole body": "本文全体", "only a part of the body": "本文の一部だけ",
  "nothing": "なし", "Not covered": "対象外", "Belongs to the sender": "差出人のものか", "yes, to the address in From": "はい。From のアドレスです",
  "to the address in Sender, not to that in From": "Sender のアドレスで、From のものではありません",
  "no: another address than that in From": "いいえ。From とは別のアドレスです", "Signer": "署名者", "Addresses": "アドレス", "Subject": "主体",
  "Issuer": "発行者", "Chain in the mail": "メール内の証明書チェーン", "self-signed: nobody else vouches for it": "自己署名: ほかに保証する者はいません", "Valid": "有効期間",
  "NOT when the mail arrived": "受信時には有効ではありません", "Algorithms": "アルゴリズム",
  "Whether somebody trusts the issuer, or it took the certificate back, is not looked at. The same check with OpenSSL, on the downloaded source:":
    "発行者の信頼性と失効は検証していません。ダウンロードしたソースを OpenSSL で同じように検証するには:",
  "Asked for in the envelope (RFC 3461)": "封筒での要求 (RFC 3461)", "Recipient": "受信者", "Report on": "通知の条件",
  "Original recipient": "元の受信者", "Answer as a server or reader": "サーバーや読者として応答", "Reports go to": "通知の送り先",
  "nobody: null sender": "なし (空の送信者)", "Envelope id": "封筒 ID", "Returned content": "返す内容", "headers": "ヘッダー",
  "the whole mail": "メール全体", "Read receipt (RFC 8098)": "開封通知 (RFC 8098)", "Goes to": "送り先", "not asked for": "要求なし",
  "Commands": "コマンド", "Answers": "応答", "Nobody has answered yet.": "まだ応答はありません。", "report sent to": "通知の送り先",
  "delivered": "配送済み", "delayed": "遅延", "failed": "失敗", "relayed": "中継", "opened": "開封", "Status": "状態コード", "for failed and delayed, such as 5.1.1 or 4.2.2": "失敗と遅延に使います。例: 5.1.1、4.2.2",
  "Each button sends a real report by SMTP to where reports go; it arrives in this mailbox.":
    "ボタンを押すと、実際の通知が SMTP で送り先へ送られ、このメールボックスに届きます。",
  "Nobody can be answered: the mail has the null return path and asks for no read receipt.":
    "応答できません。返送先が空で、開封通知も求められていません。",
  "The server waited for the client": "サーバーがクライアントを待った回数", "each dashed line is one round trip.": "破線ごとに一往復です。", "logged in as": "ログイン", "without login": "ログインなし", "in the clear": "暗号化なし", "inside": "暗号化あり:", "Client": "クライアント",
  "Download .eml": ".eml をダウンロード", "Copy source": "ソースをコピー", "Show line ends": "改行を表示", "octets": "オクテット",
  "Only the first lines are shown; copy and download are complete:": "先頭の行だけを表示しています。コピーとダウンロードは完全です:",
  "Too large to be shown here; the download is complete.": "大きすぎるため表示しません。ダウンロードは完全です。",
  "Nothing odd was found.": "問題は見つかりませんでした。", "error": "誤り", "warning": "注意", "note": "参考", "Keyboard": "キー操作",
  "next, previous mail": "次、前のメール", "read the chosen mail": "選んだメールを読む", "other tab": "別のタブ", "search": "検索",
  "delete the mail": "メールを削除", "this help": "この説明", "leave the search, back to the list": "検索をやめる、一覧へ戻る",
  "Words, all of which must occur, and:": "すべて含まれるべき語句と:", "Close": "閉じる", "Delete all mails?": "すべて削除しますか?",
  "Setup": "設定", "Sending": "送信", "Mailers": "メーラー", "Defaults and limits": "既定値と制限", "Service over HTTP": "HTTP サービス",
  "Routes": "経路", "Mailer": "メーラー", "State": "状態", "ready": "使用可能", "not ready": "使用不可", "Server": "サーバー",
  "Login": "ログイン", "Size limit": "サイズの上限", "Last seen": "最終確認", "none": "なし",
  "yes": "はい", "no": "いいえ",
  "Warnings of the start": "起動時の警告", "Signing identities": "署名者", "Certificate ends": "証明書の期限", "renew it": "更新が必要です",
  "Others": "その他", "Key": "キー", "Value": "値", "Source of the value": "値の出どころ", "default": "既定値",
  "The configuration in effect. Marked keys are set; secrets are never shown.": "有効な設定です。印のあるキーは設定済み。秘密の値は表示しません。",
  "They cannot be brought back.": "元に戻せません。", "Keep them": "残す",
};

const stored = localStorage.getItem("language");
export const language = stored || (navigator.language.toLowerCase().startsWith("ja") ? "ja" : "en");

/** The text in the language of the reader. */
export const t = (english) => language === "ja" ? JAPANESE[english] || english : english;

/** Puts the words into the elements of the page that carry a key. */
export function translatePage() {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-t]").forEach((element) => { element.textContent = t(element.dataset.t); });
  for (const name of ["aria-label", "placeholder", "title"]) {
    document.querySelectorAll("[data-t-" + name + "]").forEach((element) =>
      element.setAttribute(name, t(element.getAttribute("data-t-" + name))));
  }
  const other = document.getElementById("language");
  other.textContent = language === "ja" ? "English" : "日本語";
  other.lang = language === "ja" ? "en" : "ja";
  other.addEventListener("click", () => {
    localStorage.setItem("language", language === "ja" ? "en" : "ja");
    location.reload();
  });
}
