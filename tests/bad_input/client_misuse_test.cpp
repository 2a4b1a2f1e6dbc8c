// Clients of printers that are misused, or whose output nobody takes: one error each, at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

namespace escapement::app {
namespace {

struct Ending {
    int status;
    std::string text;  // both streams together, unless the command line leads them elsewhere
};

Ending ending_of(const std::string& arguments) {
    const auto line = std::string(ESCAPEMENT_PROGRAM) + " " + arguments;
    FILE* pipe = popen(("exec 2>&1; exec timeout 60 " + line).c_str(), "r");
    std::string text;
    std::array<char, 4096> buffer;
    while (const auto count = fread(buffer.data(), 1, buffer.size(), pipe))
        text.append(buffer.data(), count);
    const int status = pclose(pipe);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text};
}

TEST(ClientMisuse, a_port_that_is_not_there_ends_all_but_watch_at_once) {
    for (const char* command : {"status", "files", "send G28", "send M112"}) {
        const auto ending = ending_of(std::string(command) + " --port /dev/no-such-port");
        EXPECT_EQ(ending.status, 1) << command;
        EXPECT_EQ(ending.text,
                  "escapement: /dev/no-such-port: no such device; is the board connected? ls "
                  "/dev/serial/by-id/\n")
            << command;
    }
}

TEST(ClientMisuse, watching_ends_when_nobody_takes_it) {
    const auto full = ending_of("watch --port /dev/no-such-port >/dev/full");
    EXPECT_EQ(full.status, 1);
    EXPECT_EQ(full.text, "escapement: standard output: No space left on device\n");

    const auto closed = ending_of("watch --port /dev/no-such-port | true");
    EXPECT_EQ(closed.text, "escapement: standard output: Broken pipe\n");
}

TEST(ClientMisuse, there_is_something_to_be_sent) {
    for (const char* nothing : {"''", "' '", "G28 ''"}) {
        const auto ending = ending_of(std::string("send ") + nothing);
        EXPECT_EQ(ending.status, 2) << nothing;
        EXPECT_EQ(ending.text,
                  "escapement: GCODE: there is nothing in \"\"; what is to be sent? For example "
                  "\"G28\"; see 'escapement send --help'\n");
    }
}

TEST(ClientMisuse, what_is_typed_wrong_is_named_before_anything_is_opened) {
    const auto misspelt = ending_of("sned G28");
    EXPECT_EQ(misspelt.status, 2);
    EXPECT_EQ(misspelt.text,
              "escapement: there is no command 'sned' (did you mean 'send'?); see 'escapement "
              "--help'\n");
    for (const char* option : {"--port", "--moonraker", "--octoprint"})
        for (const char* command : {"status", "watch", "files", "tui", "send G28"}) {
            const auto ending = ending_of(std::string(command) + " " + option + " ''");
            EXPECT_EQ(ending.status, 2) << command;
            EXPECT_TRUE(ending.text.starts_with(std::string("escapement: ") + option +
                                                ": there is nothing in \"\""))
                << ending.text;
        }
    EXPECT_EQ(ending_of("status --user me").text,
              "escapement: --user: is for a server; --moonraker names it; see 'escapement status "
              "--help'\n");
    EXPECT_EQ(ending_of("send --port /dev/no-such-port --stream /no/such.gcode").text,
              "escapement: /no/such.gcode: cannot be read: No such file or directory\n");
    EXPECT_EQ(ending_of("send --port /dev/no-such-port - < /dev/null").text,
              "escapement: standard input: there is nothing in it to be sent; see 'escapement send "
              "--help'\n");
    EXPECT_EQ(ending_of("marlin-sim /no/such/folder/port").text,
              "escapement: /no/such/folder/port: there is no folder /no/such/folder; make it, or "
              "choose another place\n");
}

TEST(ClientMisuse, a_simulated_board_is_no_nonsense) {
    for (const char* nonsense : {"--baud 0",
                                 "--baud -115200",
                                 "--tools 0",
                                 "--busy 1.5",
                                 "--busy -0.1",
                                 "--garble nan",
                                 "--seed -1",
                                 "--fault explode@5",
                                 "--fault kill",
                                 "--fault 'unplug S-3@5'",
                                 "--printing NONE.GCO",
                                 "''"}) {
        const auto ending = ending_of(std::string("marlin-sim ") + nonsense);
        EXPECT_TRUE(ending.status == 1 || ending.status == 2) << nonsense;
        EXPECT_TRUE(ending.text.starts_with("escapement: ")) << ending.text;
        EXPECT_EQ(ending.text.find('\n'), ending.text.size() - 1) << ending.text;
    }
    EXPECT_EQ(ending_of("marlin-sim --printing NONE.GCO").text,
              "escapement: --printing: there is no 'NONE.GCO' on the card; there are CUBE.GCO, "
              "BENCHY.GCO, CLIP~1.GCO, PARTS/VASE.GCO\n");
}

}  // namespace
}  // namespace escapement::app
