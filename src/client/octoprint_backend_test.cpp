// Claims about a printer behind OctoPrint.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/octoprint_backend.hpp"

#include <gtest/gtest.h>

#include "client/testing_network.hpp"

namespace escapement::client {
namespace {

class OctoPrintTest : public ::testing::Test {
  protected:
    void poll(double seconds) {
        now = seconds;
        backend.poll(base::HostTime(base::host_duration(base::Seconds(seconds))));
    }
    // The newest request's text, answered with this.
    std::string answer(int status, const std::string& body) {
        poll(now);
        auto text = std::exchange(network.last().to_server, {});
        network.last().to_client = "HTTP/1.1 " + std::to_string(status) +
                                   " X\r\nContent-Length: " + std::to_string(body.size()) +
                                   "\r\n\r\n" + body;
        poll(now);
        const auto body_at = text.find("\r\n\r\n");
        return text.substr(0, text.find(" HTTP")) + " " +
               (body_at == std::string::npos ? "" : text.substr(body_at + 4));
    }
    void online() {
        backend.connect();
        logged_in = answer(200, R"({"name": "me", "session": "abc"})");
        push.emplace(network.last());
        poll(0.1);
        push->accept();
        poll(0.2);
        poll(0.3);
        shown = push->heard();
        push->say(R"({"connected": {"version": "1.10.0"}})");
        push->say(R"({"history": {"state": {"flags": {"operational": true}},
            "temps": [{"tool0": {"actual": 21.3, "target": 0.0}}], "logs": ["Send: M105",
            "Recv: ok T:21.3 /0.0", "Recv: echo:hello"]}})");
        poll(0.4);
        ASSERT_EQ(known().link, Link::online);
    }
    std::string outcome(Ticket ticket) {
        for (const auto& event : backend.events().take().events)
            if (event.kind == Event::Kind::done && event.ticket == ticket)
                return event.text.empty() ? "good" : event.text;
        return "pending";
    }
    const Snapshot& known() const { return backend.snapshot(); }

    TestNetwork network;
    OctoPrintBackend backend{network, {"octopi", 80}, "key"};
    std::optional<TestWebSocket> push;
    std::string logged_in, shown;
    double now = 0;
};

TEST_F(OctoPrintTest, a_session_is_made_and_shown_to_the_push_interface) {
    online();

    EXPECT_EQ(logged_in, "POST /api/login {\"passive\": true}");
    EXPECT_EQ(shown, "{\"auth\": \"me:abc\"}");
    EXPECT_EQ(known().firmware, "OctoPrint 1.10.0");
    EXPECT_EQ(known().hotends[0], (Heater{21.3, 0.0, {}}));
    std::vector<std::string> interesting;
    for (const auto& event : backend.events().take().events)
        if (!event.routine) interesting.push_back(event.text);
    EXPECT_EQ(interesting, (std::vector<std::string>{"echo:hello", "online: http://octopi:80"}));
}

TEST_F(OctoPrintTest, the_lines_of_a_print_are_routine_and_set_what_they_set) {
    online();
    backend.events().take();
    push->say(R"({"current": {"state": {"flags": {"printing": true}}, "logs": [
        "Send: N12 M106 S51*83", "Recv: ok", "Recv: Not SD printing", "Send: N13 G1 X1*9"]}})");
    poll(1);
    EXPECT_EQ(known().fan, 0.2);
    for (const auto& event : backend.events().take().events) EXPECT_TRUE(event.routine);

    push->say(R"({"current": {"state": {"flags": {"operational": true}}, "logs": [
        "Send: N14 M114*35", "Recv: ok X:1.0 Y:2.0 Z:3.0 E:0.0"]}})");
    poll(2);
    std::vector<std::string> interesting;
    for (const auto& event : backend.events().take().events)
        if (!event.routine) interesting.push_back(event.text);
    EXPECT_EQ(interesting, (std::vector<std::string>{"M114", "ok X:1.0 Y:2.0 Z:3.0 E:0.0"}));
    EXPECT_EQ(known().position, (Position{1.0, 2.0, 3.0, 0.0}));
}

TEST_F(OctoPrintTest, lines_have_other_marks_in_octoprint_2) {
    online();
    backend.events().take();
    push->say(R"({"current": {"state": {"flags": {"operational": true}}, "logs": [
        ">>> M106 S51", "<<< ok", ">>> M114", "<<< ok X:1.0 Y:2.0 Z:3.0 E:0.0"]}})");
    poll(1);
    std::vector<std::pair<Event::Kind, std::string>> interesting;
    for (const auto& event : backend.events().take().events)
        if (!event.routine) interesting.emplace_back(event.kind, event.text);
    EXPECT_EQ(interesting,
              (std::vector<std::pair<Event::Kind, std::string>>{
                  {Event::Kind::sent, "M106 S51"},
                  {Event::Kind::sent, "M114"},
                  {Event::Kind::heard, "ok X:1.0 Y:2.0 Z:3.0 E:0.0"}}));
    EXPECT_EQ(known().fan, 0.2);
    EXPECT_EQ(known().position, (Position{1.0, 2.0, 3.0, 0.0}));
}

TEST_F(OctoPrintTest, how_a_print_ended_is_told_by_events) {
    const auto told = [&](const char* json) {
        push->say(json);
        poll(now);
        return known().job->state;
    };
    constexpr const char* printing = R"({"current": {"state": {"flags": {"printing": true}},
        "progress": {"completion": 98.0}}})";
    constexpr const char* idle = R"({"current": {"state": {"flags": {"operational": true}}}})";
    online();
    EXPECT_EQ(told(printing), JobState::printing);
    EXPECT_EQ(told(R"({"event": {"type": "PrintDone", "payload": {}}})"), JobState::finished);
    told(printing);  // told late
    EXPECT_EQ(told(idle), JobState::finished);

    told(R"({"event": {"type": "PrintStarted", "payload": {}}})");
    told(printing);
    EXPECT_EQ(told(idle), JobState::cancelled);
    told(printing);
    EXPECT_EQ(told(R"({"event": {"type": "PrintFailed", "payload": {"reason": "error",
                     "error": "Heating failed"}}})"),
              JobState::failed);
    EXPECT_EQ(known().job->trouble, "Heating failed");
    EXPECT_EQ(told(R"({"event": {"type": "PrintFailed", "payload": {"reason": "cancelled"}}})"),
              JobState::cancelled);
}

TEST_F(OctoPrintTest, a_wrong_key_is_told) {
    backend.connect();
    answer(403, "{}");
    EXPECT_TRUE(known().refused);
    EXPECT_EQ(known().trouble, "OctoPrint refuses; is the API key right (--api-key)?");
}

TEST_F(OctoPrintTest, without_a_session_a_key_is_asked_for) {
    backend.connect();
    answer(200, "{\"name\": null}");
    EXPECT_TRUE(known().refused);
    EXPECT_EQ(known().trouble, "http://octopi:80: OctoPrint wants an API key (--api-key)");
}

TEST_F(OctoPrintTest, wishes_become_requests) {
    online();
    const auto asked = [&](const Command& command) {
        backend.submit(command);
        return answer(204, "");
    };
    EXPECT_EQ(asked(SetBed{60}), "POST /api/printer/command {\"commands\": [\"M140 S60\"]}");
    EXPECT_EQ(asked(Pause{}), "POST /api/job {\"command\": \"pause\", \"action\": \"pause\"}");
    EXPECT_EQ(asked(Resume{}), "POST /api/job {\"command\": \"pause\", \"action\": \"resume\"}");
    EXPECT_EQ(asked(Cancel{}), "POST /api/job {\"command\": \"cancel\"}");
    EXPECT_EQ(asked(EmergencyStop{}), "POST /api/printer/command {\"commands\": [\"M112\"]}");
    EXPECT_EQ(asked(StartFile{"local/a b.gcode"}),
              "POST /api/files/local/a%20b.gcode {\"command\": \"select\", \"print\": true}");
    asked(SetFan{0.5});
    EXPECT_NEAR(*known().fan, 0.5, 0.002);
}

TEST_F(OctoPrintTest, an_emergency_stop_waits_for_no_other_request) {
    online();
    backend.submit(ListFiles{});
    poll(1);
    auto& hanging = network.last();
    EXPECT_NE(hanging.to_server.find("GET /api/files"), std::string::npos);
    const auto ticket = backend.submit(Send{"M112"});

    EXPECT_NE(&network.last(), &hanging);
    EXPECT_NE(network.last().to_server.find("{\"commands\": [\"M112\"]}"), std::string::npos);
    answer(204, "");
    EXPECT_EQ(outcome(ticket), "good");
}

TEST_F(OctoPrintTest, an_emergency_stop_is_tried_without_a_connection) {
    backend.connect();
    poll(0);
    backend.submit(EmergencyStop{});
    EXPECT_NE(network.last().to_server.find("M112"), std::string::npos);
}

TEST_F(OctoPrintTest, refusals_are_told_in_its_words) {
    online();
    const auto ticket = backend.submit(Pause{});
    answer(409, R"({"error": "Printer is not operational"})");
    EXPECT_EQ(outcome(ticket), "Printer is not operational");
}

TEST_F(OctoPrintTest, files_are_listed) {
    online();
    backend.submit(ListFiles{});
    EXPECT_EQ(answer(200, R"({"files": [{"path": "c.gcode", "type": "machinecode", "size": 5}]})"),
              "GET /api/files?recursive=true ");
    ASSERT_TRUE(known().files);
    EXPECT_EQ(known().files->at(0), (File{"local/c.gcode", "c.gcode", 5u, {}}));
}

TEST_F(OctoPrintTest, a_connection_that_is_lost_is_made_again) {
    online();
    poll(40);
    EXPECT_EQ(known().trouble, "http://octopi:80: silent for 30 s");
    EXPECT_EQ(known().link, Link::opening);
    poll(41.5);
    EXPECT_EQ(answer(200, R"({"name": "me", "session": "def"})"),
              "POST /api/login {\"passive\": true}");
}

}  // namespace
}  // namespace escapement::client
