package org.qdmail.houseplan.bad.smtp;

import com.ibm.icu.text.IDNA;

final class UsesIcu {
    Class<?> idn = IDNA.class;
}
