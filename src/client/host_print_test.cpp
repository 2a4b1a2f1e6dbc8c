// Claims about prints whose lines come from here: how far they are, and what becomes of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/host_print.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "client/testing_serial.hpp"

namespace escapement::client {
namespace {

using base::Seconds;

class HostPrintTest : public ::testing::Test {
  protected:
    std::string file(const std::string& text) {
        const auto path = ::testing::TempDir() + "/host_print.gcode";
        std::ofstream(path) << text;
        return path;
    }
    static base::HostTime at(int seconds) { return base::HostTime{std::chrono::seconds(seconds)}; }

    Snapshot known;
    LineSender sender{{}};
    HostPrint print{sender, known};
};

TEST_F(HostPrintTest, the_estimate_of_the_file_is_believed_at_first) {
    ASSERT_TRUE(print.start(file(";TIME:600\nG28\nG1 X1\n"), at(0)));

    EXPECT_EQ(known.job->name, "host_print.gcode");
    EXPECT_EQ(known.job->progress, 0.0);
    EXPECT_EQ(known.job->left_s, 600.0);
    EXPECT_EQ(known.job->elapsed_s, 0.0);
}

TEST_F(HostPrintTest, a_file_without_estimate_has_no_time_left_at_first) {
    ASSERT_TRUE(print.start(file("G28\n"), at(0)));
    EXPECT_FALSE(known.job->left_s);
}

TEST_F(HostPrintTest, pauses_do_not_count) {
    ASSERT_TRUE(print.start(file("G28\nG1 X1\n"), at(0)));
    print.hold(at(10));
    EXPECT_EQ(known.job->state, JobState::pausing);
    print.park();
    print.parked();
    EXPECT_EQ(known.job->state, JobState::paused);
    print.proceed(at(110));
    print.note_progress(at(120));

    EXPECT_EQ(known.job->elapsed_s, 20.0);
}

TEST_F(HostPrintTest, a_cancelled_print_leaves_nothing_hot) {
    ASSERT_TRUE(print.start(file("G28\n"), at(0)));
    EXPECT_EQ(print.after_cancel(), (Lines{"M104 S0", "M140 S0", "M107"}));
    known.hotends.resize(2);
    known.chamber = Heater{};
    EXPECT_EQ(print.after_cancel(),
              (Lines{"M104 T0 S0", "M104 T1 S0", "M140 S0", "M141 S0", "M107"}));
    print.end(JobState::cancelled);

    EXPECT_FALSE(print.active());
    EXPECT_EQ(known.job->state, JobState::cancelled);
}

class StreamTest : public SerialBackendTest {
  protected:
    std::string file(int lines) {
        const auto path = ::testing::TempDir() + "/stream.gcode";
        std::ofstream out(path);
        out << "G28\nM83\n";
        for (int i = 0; i < lines; ++i) out << "G1 X" << 50 + i % 100 << " F3000\n";
        return path;
    }
    void start(SimPort& port, int lines) {
        port.board->on_executed([this](const std::string& line) { executed.push_back(line); });
        online(port);
        executed.clear();
        backend->submit(StreamFile{file(lines)});
    }
    std::vector<std::string> executed;
};

TEST_F(StreamTest, a_file_of_this_computer_is_printed_over_a_bad_cable) {
    auto& port = printer({.advanced_ok = true, .move_time = Seconds(0.05)});
    start(port, 2000);
    port.to_board = GarblingCable(0.05, 3);
    port.to_host = GarblingCable(0.02, 4);
    pass(30);
    ASSERT_TRUE(known().job);
    EXPECT_EQ(known().job->source, JobSource::host);
    EXPECT_EQ(known().job->name, "stream.gcode");
    EXPECT_GT(*known().job->progress, 0.01);
    pass(3000);

    EXPECT_EQ(known().job->state, JobState::finished);
    std::erase_if(executed, [](const auto& line) { return !line.starts_with("G1 X"); });
    ASSERT_EQ(executed.size(), 2000u);
    for (int i = 0; i < 2000; ++i)
        ASSERT_EQ(executed[static_cast<std::size_t>(i)],
                  "G1 X" + std::to_string(50 + i % 100) + " F3000");
    EXPECT_GT(backend->resends(), 50u);
    EXPECT_EQ(known().link, Link::online);
}

// From looking for the port to the last line, with everything that an hour of a bad cable brings.
TEST_F(StreamTest, a_printer_that_is_looked_for_carries_out_every_line_once_and_in_order) {
    constexpr int lines = 5000;
    world.add_modem("/dev/ttyACM0");
    auto& port = world.add("/dev/ttyUSB0", {.move_time = Seconds(0.02), .random_busy = 0.002});
    port.baud = 250000;
    port.resets_on_open = true;
    port.board->on_executed([this](const std::string& line) { executed.push_back(line); });
    connect(SerialOptions{});
    pass(60);
    ASSERT_EQ(known().where, "/dev/ttyUSB0 at 250000 baud");

    port.to_board = GarblingCable(0.05, 11);
    port.to_host = GarblingCable(0.05, 12);
    backend->submit(StreamFile{file(lines)});
    pass(3600);
    EXPECT_EQ(known().job->state, JobState::finished) << known().job->trouble;
    std::erase_if(executed, [](const auto& line) { return !line.starts_with("G1 X"); });
    ASSERT_EQ(executed.size(), static_cast<std::size_t>(lines));
    for (int i = 0; i < lines; ++i)
        ASSERT_EQ(executed[static_cast<std::size_t>(i)],
                  "G1 X" + std::to_string(50 + i % 100) + " F3000");
    EXPECT_GT(port.to_board.harmed(), 200u);
    EXPECT_GT(port.to_host.harmed(), 200u);
}

TEST_F(StreamTest, it_pauses_beside_the_part_and_comes_back) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 200);
    pass(30);
    executed.clear();
    backend->submit(Pause{});
    pass(30);
    EXPECT_EQ(known().job->state, JobState::paused);
    const auto stopped = executed.size();
    EXPECT_EQ(executed.back(), "G1 X0 Y0 F6000");
    pass(30);
    EXPECT_EQ(executed.size(), stopped);

    backend->submit(Resume{});
    pass(200);
    EXPECT_EQ(known().job->state, JobState::finished);
    std::erase_if(executed, [](const auto& line) { return !line.ends_with(" F3000"); });
    EXPECT_EQ(executed.back(), "G1 X149 F3000");
}

TEST_F(StreamTest, it_is_cancelled_and_heaters_go_off) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 200);
    pass(30);
    backend->submit(Cancel{});
    pass(20);

    EXPECT_EQ(known().job->state, JobState::cancelled);
    EXPECT_NE(std::find(executed.begin(), executed.end(), "G1 Z5 F600"), executed.end());
    EXPECT_FALSE(port.board->heaters().any_on());
}

TEST_F(StreamTest, no_hotend_stays_hot_however_it_ends) {
    for (const bool lost : {false, true}) {
        auto& port = printer({.tools = 2, .move_time = Seconds(0.5)});
        start(port, 200);
        backend->submit(SetHotend{0, 200});
        backend->submit(SetHotend{1, 200});
        pass(20);
        EXPECT_TRUE(port.board->heaters().any_on());
        if (lost) world.unplug(port);
        if (!lost) backend->submit(Cancel{});
        pass(5);
        world.replug(port);
        pass(20);
        EXPECT_FALSE(port.board->heaters().any_on()) << lost;
    }
}

TEST_F(StreamTest, who_leaves_while_the_printer_waits_leaves_it_to_cool) {
    auto& port = printer({.tools = 2, .move_time = Seconds(0.5)});
    start(port, 200);
    pass(10);
    port.dead = true;  // it heats, and answers when it is hot
    port.written.clear();
    backend->submit(Cancel{});
    pass(3);
    EXPECT_EQ(port.written.find("M140 S0"), std::string::npos);

    backend->disconnect();

    EXPECT_TRUE(port.written.ends_with("\nM108\nM104 T0 S0\nM104 T1 S0\nM140 S0\nM107\n"))
        << port.written;
}

TEST_F(StreamTest, who_leaves_behind_a_cancelled_print_has_nothing_more_to_say) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 200);
    pass(10);
    backend->submit(Cancel{});
    pass(20);
    port.written.clear();

    backend->disconnect();

    EXPECT_EQ(port.written, "");
}

TEST_F(StreamTest, a_printer_that_stays_silent_ends_it) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 2000);
    pass(30);
    port.dead = true;
    port.written.clear();
    pass(290);
    EXPECT_EQ(known().job->state, JobState::printing);
    pass(15);

    EXPECT_EQ(known().job->state, JobState::failed);
    EXPECT_EQ(known().job->trouble, "the printer has not answered for 5 minutes");
    EXPECT_NE(port.written.find("\nM104 S0\nM140 S0\nM107\n"), std::string::npos);
    port.dead = false;
    port.written.clear();
    pass(60);
    EXPECT_EQ(known().link, Link::online);
    EXPECT_NE(port.written.find("M104 S0\nM140 S0\nM107\n"), std::string::npos);
}

TEST_F(StreamTest, an_emergency_stop_in_the_file_is_one) {
    auto& port = printer();
    online(port);
    const auto path = ::testing::TempDir() + "/stopping.gcode";
    std::ofstream(path) << "G28\nm112 ; stop\nG1 X5\n";
    backend->submit(StreamFile{path});
    pass(60);

    EXPECT_TRUE(port.board->halted());
    EXPECT_EQ(known().job->state, JobState::failed);
    EXPECT_EQ(known().job->trouble, "the file has an emergency stop (M112) here");
    EXPECT_EQ(port.written.find("G1 X5"), std::string::npos);
}

TEST_F(StreamTest, a_reset_ends_it) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 200);
    pass(30);
    port.board->reset(world.clock.now());
    pass(20);

    EXPECT_EQ(known().job->state, JobState::failed);
    EXPECT_EQ(known().link, Link::online);
}

TEST_F(StreamTest, commands_of_people_go_in_between) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 100);
    pass(20);
    backend->submit(SetFan{1.0});
    pass(60);

    EXPECT_NE(std::find(executed.begin(), executed.end(), "M106 S255"), executed.end());
    EXPECT_EQ(known().job->state, JobState::finished);
}

TEST_F(StreamTest, the_printer_itself_pauses_and_cancels) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 400);
    pass(20);
    port.inbox += "//action:pause\n";
    pass(20);
    EXPECT_EQ(known().job->state, JobState::paused);
    EXPECT_EQ(executed.back(), "G1 X0 Y0 F6000");
    port.inbox += "//action:resume\n";
    pass(20);
    EXPECT_EQ(known().job->state, JobState::printing);
    EXPECT_EQ(executed.back().find("G1 X0 "), std::string::npos);

    port.inbox += "//action:paused\n";
    pass(20);
    EXPECT_EQ(known().job->state, JobState::paused);
    EXPECT_TRUE(executed.back().ends_with(" F3000")) << executed.back();  // it has parked itself
    const auto stopped = executed.size();
    pass(20);
    EXPECT_EQ(executed.size(), stopped);
    port.inbox += "//action:resumed\n";
    pass(5);
    EXPECT_GT(executed.size(), stopped);
    EXPECT_TRUE(executed[stopped].ends_with(" F3000"));

    port.inbox += "//action:cancel\n";
    pass(10);
    EXPECT_EQ(known().job->state, JobState::cancelled);
}

TEST_F(StreamTest, a_printer_that_refuses_lines_ends_it_and_is_cooled_down) {
    for (const char* refusal : {"!! Lost communication with MCU 'mcu'\n",
                                "echo:Printer locked! (Unlock with M511 or LCD)\n"}) {
        auto& port = printer({.move_time = Seconds(0.5)});
        start(port, 200);
        pass(20);
        for (int i = 0; i < 20; ++i) {
            port.inbox += refusal;
            pass(0.5);
        }

        EXPECT_EQ(known().job->state, JobState::failed) << refusal;
        EXPECT_NE(std::find(executed.begin(), executed.end(), "M140 S0"), executed.end());
    }
}

TEST_F(StreamTest, a_wish_that_the_printer_refuses_does_not_end_it) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 100);
    pass(20);
    const auto ticket = backend->submit(Send{"M117 x"});
    while (backend->snapshot().job && outcome(ticket) == "pending") {
        port.inbox += "!! Must home axis first\n";
        pass(0.05);
    }
    pass(100);

    EXPECT_EQ(known().job->state, JobState::finished);
}

TEST_F(StreamTest, a_file_that_cannot_be_read_is_told) {
    online(printer());
    const auto ticket = backend->submit(StreamFile{"/no/such.gcode"});

    EXPECT_EQ(outcome(ticket), "/no/such.gcode: cannot be read: No such file or directory");
}

TEST_F(StreamTest, what_a_lost_cable_left_hot_is_switched_off) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 200);
    backend->submit(SetHotend{0, 200});
    pass(20);
    world.unplug(port);
    pass(5);
    world.replug(port);
    port.written.clear();
    pass(15);

    EXPECT_EQ(known().job->state, JobState::failed);
    EXPECT_EQ(known().job->trouble, "the connection was lost");
    EXPECT_EQ(known().link, Link::online);
    EXPECT_NE(port.written.find("M104 S0\nM140 S0\nM107\n"), std::string::npos) << port.written;
    EXPECT_FALSE(port.board->heaters().any_on());
}

TEST_F(StreamTest, a_print_that_somebody_began_meanwhile_stays_hot) {
    auto& port = printer({.move_time = Seconds(0.5)});
    start(port, 200);
    pass(20);
    world.unplug(port);
    pass(5);
    port.board->hear("M23 CUBE.GCO\nM24\n", world.clock.now());
    world.replug(port);
    port.written.clear();
    pass(20);

    EXPECT_EQ(known().job->state, JobState::printing);
    EXPECT_EQ(port.written.find("M104"), std::string::npos);
}

}  // namespace
}  // namespace escapement::client
