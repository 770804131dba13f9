// SPDX-License-Identifier: Apache-2.0
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;

/**
 * Payara Micro as a server that applications come to and go from: it obeys {@code deploy NAME FILE} and
 * {@code undeploy NAME} on its standard input, and ends with it. It answers each of them with a line on its standard
 * output; what the server says goes to standard error. Run as one source file, with the server's jar as class path.
 */
class MicroHost {
    public static void main(String... arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        PayaraMicro.main(arguments);
        PayaraMicroRuntime server = PayaraMicro.getInstance().getRuntime();
        answers.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            answers.println(answer(server, order.split(" ", 3)));
        }
        System.exit(0);
    }

    private static String answer(PayaraMicroRuntime server, String[] words) {
        try {
            if (words[0].equals("deploy")) {
                server.deploy(words[1], words[1], new File(words[2])); // true also for one that does not start
                return server.getDeployedApplicationNames().contains(words[1]) ? "done" : "refused";
            }
            server.undeploy(words[1]);
            return "done";
        } catch (RuntimeException failure) {
            failure.printStackTrace();
            return "refused";
        }
    }
}
