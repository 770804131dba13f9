package org.qdmail.houseplan.bad.smtp;

import org.bouncycastle.cms.CMSSignedData;

final class UsesBouncyCastle {
    Class<?> signed = CMSSignedData.class;
}
