package org.qdmail.rest;

import java.util.List;
import org.qdmail.failure.Fault;

/** A request that cannot be understood, or may not be made: what the answer says. */
final class UnreadableRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    UnreadableRequest(Problem problem) {
        super(problem.kind().name(), null, false, false);
        this.problem = problem;
    }

    static UnreadableRequest of(Problem.Kind kind, Fault fault) {
        return new UnreadableRequest(Problem.of(kind, List.of(fault)));
    }

    Problem problem() {
        return problem;
    }
}
