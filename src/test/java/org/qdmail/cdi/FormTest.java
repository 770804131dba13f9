package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.SendResult;
import org.qdmail.message.MailMessage;

class FormTest {

    @ParameterizedTest
    @ValueSource(strings = {"message", "optional", "list", "stage", "wildcardList"})
    void methodThatReturnsMessagesIsAFactory(String method) {
        assertThat(formOf(method).isFactory()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "text", "result", "rawList", "object", "variable", "sendAsync"})
    void methodThatShowsNoMessageIsSending(String method) {
        assertThat(formOf(method)).isEqualTo(Form.SENDING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set",
                "stream",
                "array",
                "map",
                "supplier",
                "nested",
                "collection",
                "arrayList",
                "future",
                "superList"
            })
    void messageInAnotherCarrierIsHidden(String method) {
        assertThat(formOf(method)).isEqualTo(Form.HIDDEN);
    }

    private static Form formOf(String name) {
        Method method = Arrays.stream(Returning.class.getDeclaredMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return Form.of(method.getGenericReturnType());
    }

    interface Returning {
        MailMessage message();

        Optional<MailMessage> optional();

        List<MailMessage> list();

        CompletionStage<MailMessage> stage();

        List<? extends MailMessage> wildcardList();

        void nothing();

        String text();

        SendResult result();

        @SuppressWarnings("rawtypes")
        List rawList();

        Object object();

        <T> T variable();

        CompletionStage<SendResult> sendAsync();

        Set<MailMessage> set();

        Stream<MailMessage> stream();

        MailMessage[] array();

        Map<String, MailMessage> map();

        Supplier<MailMessage> supplier();

        Optional<List<MailMessage>> nested();

        Collection<MailMessage> collection();

        ArrayList<MailMessage> arrayList();

        CompletableFuture<MailMessage> future();

        List<? super MailMessage> superList();
    }
}
