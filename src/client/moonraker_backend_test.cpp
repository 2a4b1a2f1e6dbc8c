// Claims about a printer behind a server that speaks JSON-RPC over WebSocket.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/moonraker_backend.hpp"

#include <gtest/gtest.h>

#include "client/json_text.hpp"
#include "client/testing_network.hpp"

namespace escapement::client {
namespace {

class MoonrakerTest : public ::testing::Test {
  protected:
    void connect(MoonrakerOptions options = {{"voron", 7125}, "", "", ""}) {
        backend.emplace(network, std::move(options));
        backend->connect();
        poll(0);
    }
    void poll(double seconds) {
        now = seconds;
        backend->poll(base::HostTime(base::host_duration(base::Seconds(seconds))));
    }
    TestWebSocket server() { return TestWebSocket(network.last()); }
    // The next request, answered with this result or error.
    std::string answer(const std::string& result, const char* kind = "result") {
        poll(now);
        const auto text = server().heard();
        const auto message = parse_json(text);
        if (!message) return "nothing asked";
        const auto id = number_in(below(&*message, "id")).value_or(0);
        server().say(R"({"jsonrpc": "2.0", "id": )" + std::to_string(static_cast<int>(id)) +
                     ", \"" + kind + "\": " + result + "}");
        poll(now);
        return text_in(below(&*message, "method")).value_or("") + " " +
               (below(&*message, "params") ? to_json(*below(&*message, "params")) : "");
    }
    void online() {
        connect();
        server().accept();
        poll(0.1);
        answer("{\"connection_id\": 1}");
        answer(R"({"state": "ready", "hostname": "voron", "software_version": "v0.13"})");
        answer(R"({"objects": ["extruder", "heater_bed", "print_stats", "mcu"]})");
        subscribed = answer(R"({"status": {"extruder": {"temperature": 21.5, "target": 0},
            "print_stats": {"state": "standby", "filename": ""}}, "eventtime": 1})");
        ASSERT_EQ(known().link, Link::online);
        backend->events().take();
    }
    std::string outcome(Ticket ticket) {
        for (const auto& event : backend->events().take().events)
            if (event.kind == Event::Kind::done && event.ticket == ticket)
                return event.text.empty() ? "good" : event.text;
        return "pending";
    }
    const Snapshot& known() const { return backend->snapshot(); }

    TestNetwork network;
    std::optional<MoonrakerBackend> backend;
    std::string subscribed;
    double now = 0;
};

TEST_F(MoonrakerTest, it_identifies_itself_and_subscribes_to_what_it_knows) {
    online();

    EXPECT_EQ(subscribed,
              "printer.objects.subscribe {\"objects\": {\"extruder\": null, \"heater_bed\": null, "
              "\"print_stats\": null}}");
    EXPECT_EQ(known().machine, "voron");
    EXPECT_EQ(known().hotends[0].celsius, 21.5);
    EXPECT_FALSE(known().bed);
}

TEST_F(MoonrakerTest, an_api_key_goes_with_the_request) {
    connect({{"voron", 7125}, "secret", "", ""});
    EXPECT_NE(server().accept().find("X-Api-Key: secret"), std::string::npos);
}

TEST_F(MoonrakerTest, a_login_comes_first) {
    connect({{"voron", 7125}, "", "me", "pass"});
    server().accept();
    poll(0.1);
    EXPECT_EQ(answer("{\"token\": \"x\"}"),
              "access.login {\"password\": \"pass\", \"username\": \"me\"}");
    EXPECT_TRUE(answer("{}").starts_with("server.connection.identify"));
}

TEST_F(MoonrakerTest, a_wrong_login_is_told) {
    connect({{"voron", 7125}, "", "me", "pass"});
    server().accept();
    poll(0.1);
    answer(R"({"code": 401, "message": "Invalid Password"})", "error");
    EXPECT_TRUE(known().refused);
    EXPECT_EQ(known().trouble, "http://voron:7125: Invalid Password");
}

TEST_F(MoonrakerTest, a_server_that_wants_a_login_is_told_with_the_remedy) {
    connect();
    server().accept();
    poll(0.1);
    answer(R"({"code": 401, "message": "Unauthorized"})", "error");
    EXPECT_TRUE(known().refused);
    EXPECT_EQ(known().trouble,
              "http://voron:7125: Unauthorized (--api-key, or --user and --password)");
}

TEST_F(MoonrakerTest, a_host_with_a_bad_configuration_is_online_and_halted) {
    connect();
    server().accept();
    poll(0.1);
    answer("{}");
    answer(R"({"state": "error", "state_message": "Option 'x' is not valid"})");
    EXPECT_EQ(known().link, Link::online);
    EXPECT_EQ(known().halted, "Option 'x' is not valid");
    EXPECT_TRUE(known().hotends.empty());
}

TEST_F(MoonrakerTest, changes_are_taken_in_as_they_come) {
    online();
    server().say(R"({"jsonrpc": "2.0", "method": "notify_status_update",
        "params": [{"extruder": {"temperature": 100.0, "target": 210.0}}, 5.0]})");
    server().say(R"({"jsonrpc": "2.0", "method": "notify_gcode_response", "params": ["!! no"]})");
    poll(1);

    EXPECT_EQ(known().hotends[0], (Heater{100.0, 210.0, {}}));
    const auto batch = backend->events().take();
    EXPECT_TRUE(batch.changed);
    EXPECT_EQ(batch.events.at(0), (Event{Event::Kind::alarm, "!! no"}));
}

TEST_F(MoonrakerTest, wishes_become_requests) {
    online();
    backend->submit(SetHotend{0, 210});
    EXPECT_EQ(answer("\"ok\""), "printer.gcode.script {\"script\": \"M104 T0 S210\"}");
    backend->submit(Babystep{0.05});
    EXPECT_EQ(answer("\"ok\""),
              "printer.gcode.script {\"script\": \"SET_GCODE_OFFSET Z_ADJUST=0.05 MOVE=1\"}");
    backend->submit(Pause{});
    EXPECT_EQ(answer("\"ok\""), "printer.print.pause ");
    backend->submit(Cancel{});
    EXPECT_EQ(answer("\"ok\""), "printer.print.cancel ");
    backend->submit(EmergencyStop{});
    EXPECT_EQ(answer("\"ok\""), "printer.emergency_stop ");
    const auto ticket = backend->submit(StartFile{"a/cube.gcode"});
    EXPECT_EQ(answer(R"({"message": "Unable to open file"})", "error"),
              "printer.print.start {\"filename\": \"a/cube.gcode\"}");
    EXPECT_EQ(outcome(ticket), "Unable to open file");
}

TEST_F(MoonrakerTest, files_are_listed_the_newest_first_with_their_durations) {
    online();
    const auto ticket = backend->submit(ListFiles{});
    EXPECT_EQ(answer(R"([{"path": "cube.gcode", "modified": 1.0, "size": 25046}, {"x": 1},
                         {"path": "clip.gcode", "modified": 2.0}])"),
              "server.files.list {\"root\": \"gcodes\"}");
    EXPECT_EQ(outcome(ticket), "good");
    EXPECT_EQ(answer(R"({"estimated_time": 60})"),
              "server.files.metadata {\"filename\": \"clip.gcode\"}");
    EXPECT_EQ(answer(R"({"message": "no metadata"})", "error"),
              "server.files.metadata {\"filename\": \"cube.gcode\"}");
    EXPECT_EQ(*known().files,
              (std::vector<File>{{"clip.gcode", "clip.gcode", {}, 60.0},
                                 {"cube.gcode", "cube.gcode", 25046u, {}}}));
}

TEST_F(MoonrakerTest, the_estimate_of_a_file_is_asked_for) {
    online();
    server().say(R"({"method": "notify_status_update", "params": [{"print_stats":
        {"state": "printing", "filename": "cube.gcode"}, "virtual_sdcard": {"progress": 0.5}}]})");
    EXPECT_EQ(answer(R"({"estimated_time": 600})"),
              "server.files.metadata {\"filename\": \"cube.gcode\"}");
    EXPECT_EQ(known().job->left_s, 300.0);
}

TEST_F(MoonrakerTest, a_host_that_comes_back_is_asked_again) {
    online();
    server().say(R"({"method": "notify_klippy_disconnected", "params": []})");
    poll(1);
    EXPECT_EQ(known().halted, "the printer's host is not running");
    EXPECT_EQ(answer(R"({"message": "Klippy Host not connected"})", "error"), "printer.info ");
    EXPECT_EQ(known().halted, "Klippy Host not connected");
    poll(2.5);
    EXPECT_EQ(server().heard(), "");
    poll(3);
    EXPECT_EQ(answer(R"({"state": "error", "state_message": "Option 'x'\nis not valid"})"),
              "printer.info ");
    EXPECT_EQ(known().halted, "Option 'x' is not valid");
    EXPECT_EQ(known().link, Link::online);
    EXPECT_EQ(known().hotends, (std::vector<Heater>{{}}));  // not at 0 degrees
    EXPECT_EQ(server().heard(), "");

    server().say(R"({"method": "notify_klippy_ready", "params": []})");
    poll(4);
    EXPECT_EQ(answer(R"({"state": "ready"})"), "printer.info ");
    EXPECT_EQ(known().halted, "");
    EXPECT_TRUE(answer(R"({"objects": ["extruder"]})").starts_with("printer.objects.list"));
    EXPECT_TRUE(answer(R"({"status": {}})").starts_with("printer.objects.subscribe"));
    poll(20);
    EXPECT_EQ(server().heard(), "");
}

TEST_F(MoonrakerTest, a_host_that_is_not_there_yet_is_waited_for) {
    connect();
    server().accept();
    poll(0.1);
    answer("{}");
    answer(R"({"message": "Klippy Host not connected"})", "error");
    EXPECT_EQ(known().link, Link::asking);
    EXPECT_EQ(known().trouble, "http://voron:7125: Klippy Host not connected");
    poll(2.2);
    EXPECT_EQ(answer(R"({"state": "ready"})"), "printer.info ");
}

TEST_F(MoonrakerTest, stopping_and_restarting_do_not_wait_for_what_the_printer_is_at) {
    online();
    backend->submit(Send{"m112"});
    EXPECT_EQ(answer("\"ok\""), "printer.emergency_stop ");
    backend->submit(Send{"FIRMWARE_RESTART"});
    EXPECT_EQ(answer("\"ok\""), "printer.firmware_restart ");
    backend->submit(Send{"restart"});
    EXPECT_EQ(answer("\"ok\""), "printer.restart ");
}

TEST_F(MoonrakerTest, a_wish_to_pause_is_seen_until_it_is_fulfilled_or_refused) {
    const auto told = [&](const char* status) {
        server().say(std::string(R"({"method": "notify_status_update", "params": [)") + status +
                     "]}");
        poll(now);
    };
    online();
    told(R"({"print_stats": {"state": "printing", "filename": ""}})");
    backend->submit(Pause{});
    EXPECT_EQ(known().job->state, JobState::pausing);
    told(R"({"print_stats": {"print_duration": 5.0}})");
    EXPECT_EQ(known().job->state, JobState::pausing);
    told(R"({"print_stats": {"state": "paused"}})");
    EXPECT_EQ(known().job->state, JobState::paused);
    answer("\"ok\"");
    EXPECT_EQ(known().job->state, JobState::paused);

    backend->submit(Cancel{});
    EXPECT_EQ(known().job->state, JobState::cancelling);
    answer(R"({"message": "no"})", "error");
    EXPECT_EQ(known().job->state, JobState::paused);
    told(R"({"print_stats": {"state": "error", "message": "Extrude below minimum temp"}})");
    EXPECT_EQ(known().job->trouble, "Extrude below minimum temp");
}

TEST_F(MoonrakerTest, a_command_that_is_not_known_is_refused_though_its_script_ends_well) {
    online();
    const auto say = [&](const char* text) {
        server().say(std::string(R"({"method": "notify_gcode_response", "params": [")") + text +
                     "\"]}");
    };
    say("// Unknown command:\\\"OLD\\\"");
    poll(now);
    const auto unknown = backend->submit(Send{"FOO\nM117"});
    poll(now);
    say("// Unknown command:\\\"FOO\\\"");
    answer("\"ok\"");
    EXPECT_EQ(outcome(unknown), "Unknown command:\"FOO\"");

    const auto wrong = backend->submit(Send{"BAR"});
    poll(now);
    say("!! Must home axis first");
    answer("\"ok\"");
    EXPECT_EQ(outcome(wrong), "Must home axis first");

    const auto good = backend->submit(Send{"M117"});
    answer("\"ok\"");
    EXPECT_EQ(outcome(good), "good");
}

TEST_F(MoonrakerTest, what_is_said_comes_line_by_line_and_reports_of_heat_are_routine) {
    online();
    const auto heard = [&](const char* text) {
        server().say(std::string(R"({"method": "notify_gcode_response", "params": [")") + text +
                     "\"]}");
        poll(now);
        return backend->events().take().events;
    };
    const auto lines = heard("// one\\n// two");
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[1].text, "// two");
    EXPECT_TRUE(heard("B:25.0 /50.0 T0:58.2 /180.0").at(0).routine);
    backend->submit(Send{"M105"});
    backend->events().take();
    EXPECT_FALSE(heard("B:25.0 /50.0 T0:58.2 /180.0").at(0).routine);
}

TEST_F(MoonrakerTest, a_connection_that_is_lost_is_made_again) {
    online();
    const auto ticket = backend->submit(Pause{});
    network.last().failure = "voron:7125: closed by the server";
    poll(1);
    EXPECT_EQ(known().link, Link::opening);
    EXPECT_TRUE(known().was_online);
    EXPECT_EQ(outcome(ticket), "the connection was lost");
    poll(1.5);
    EXPECT_EQ(network.connections.size(), 1u);
    poll(2.1);
    EXPECT_EQ(network.connections.size(), 2u);
}

TEST_F(MoonrakerTest, a_silent_server_is_asked_and_then_given_up) {
    online();
    poll(25);
    EXPECT_EQ(network.last().to_server.substr(0, 1), "\x89");
    poll(61);
    EXPECT_EQ(known().trouble, "http://voron:7125: silent for a minute");
}

TEST_F(MoonrakerTest, pings_are_answered) {
    online();
    server().say("x", 9);
    poll(1);
    EXPECT_EQ(network.last().to_server.substr(0, 1), "\x8a");
}

TEST_F(MoonrakerTest, a_server_that_is_not_there_is_told) {
    network.refuses = true;
    connect();
    EXPECT_EQ(known().trouble, "voron:7125: Connection refused");
    EXPECT_EQ(outcome(backend->submit(Pause{})), "there is no printer online");
}

TEST_F(MoonrakerTest, a_local_file_is_not_streamed) {
    online();
    EXPECT_EQ(outcome(backend->submit(StreamFile{"x"})),
              "this printer prints files of its server; upload it there");
}

TEST_F(MoonrakerTest, nonsense_is_not_listened_to) {
    online();
    for (const char* text : {"",
                             "{",
                             "[]",
                             "7",
                             R"({"id": "x"})",
                             R"({"method": 5})",
                             R"({"method": "notify_status_update"})",
                             R"({"method": "notify_status_update", "params": [3]})"})
        server().say(text);
    poll(1);
    EXPECT_EQ(known().link, Link::online);
}

}  // namespace
}  // namespace escapement::client
