package org.qdmail.rest;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks our resources, so that the guard stands before them wherever they are published. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@interface Guarded {}
