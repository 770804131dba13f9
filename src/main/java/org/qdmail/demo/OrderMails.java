package org.qdmail.demo;

import static org.qdmail.message.Level.HIGH;

import jakarta.enterprise.context.ApplicationScoped;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.Signed;
import org.qdmail.message.MailMessage;

/** Writes the mails of a shop, as an application would. */
@ApplicationScoped
class OrderMails {
    @Signed
    @Priority(HIGH)
    @Receipt
    MailMessage confirmation(String customer, long order) {
        return MailMessage.to(customer)
                .subject("Order " + order + " confirmed · ご注文ありがとうございます")
                .text("Thank you for your order " + order + ".\nIt leaves our house today.\n\nご注文ありがとうございます。\n")
                .build();
    }
}
