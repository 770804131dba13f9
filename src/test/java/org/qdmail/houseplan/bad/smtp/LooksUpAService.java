package org.qdmail.houseplan.bad.smtp;

import java.util.ServiceLoader;

final class LooksUpAService {
    ServiceLoader<Runnable> found = ServiceLoader.load(Runnable.class, Runnable.class.getClassLoader());
}
