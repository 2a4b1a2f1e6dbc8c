// escapement console: talk to a board in the words of its own dictionary.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/console.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <optional>

#include "escapement/commands.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/loading.hpp"
#include "mcu/link.hpp"
#include "mcu/mcu.hpp"
#include "runtime/actor.hpp"
#include "runtime/serial_port.hpp"
#include "runtime/system_clock.hpp"
#include "sim/world.hpp"

namespace escapement::app {
namespace {

// What a simulated board to play with has: some pins of each port, and a motor so that there is
// something to move.
sim::Blueprint toy() {
    sim::Blueprint plan;
    sim::BoardBlueprint board{.name = "mcu"};
    for (const char port : std::string("ABC"))
        for (int i = 0; i < 16; ++i)
            board.pins.push_back("P" + std::string(1, port) + std::to_string(i));
    plan.boards = {board};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto pin = [&](std::size_t k) {
            return sim::PinBlueprint{0, "PA" + std::to_string(2 * i + k)};
        };
        sim::MotorBlueprint motor{.name = "motor", .step = pin(0), .dir = pin(1)};
        motor.blend[i] = 1.0;
        plan.motors.push_back(motor);
    }
    return plan;
}

class Talk {
  public:
    Talk(runtime::Outside& outside, runtime::ByteStream& cable, double baud)
        : outside_(outside), cable_(cable), baud_(baud), executor_(outside) {}

    // Begins anew, as with a board that nobody has talked to.
    base::Result<void> connect() {
        forget();
        link_.emplace(cable_);
        link_->set_baud(baud_);
        mcu_.emplace("mcu", executor_, *link_);
        mcu_->on_failure([this](const mcu::McuFailure& failure) { note(failure); });
        auto result = base::Result<void>(base::Error{"no answer"});
        bool finished = false;
        auto identify = [&]() -> runtime::Task<> { result = co_await mcu_->identify(); };
        executor_.spawn(identify(), [&](std::exception_ptr) { finished = true; });
        drive(finished);
        if (!result) return result;
        console_.emplace(*mcu_, [](const std::string& text) { say(text); });
        return {};
    }
    void greet() { console_->greet(); }

    // False when the conversation is over.
    bool enter(const std::string& line) { return console_->enter(line); }

    // Lets that much time pass, listening.  Fails when nothing more can be said.
    base::Result<void> listen(base::Seconds duration) {
        bool finished = false;
        executor_.call_at(outside_.now() + runtime::Executor::to_duration(duration),
                          [&] { finished = true; });
        drive(finished);
        if (restarted_) {
            if (auto connected = connect(); !connected) return connected;
            say("the board has restarted; connected again");
        }
        if (!link_->failure().empty()) return base::Error{link_->failure()};
        return {};
    }

  private:
    static void say(const std::string& text) {
        std::printf("%s\n", text.c_str());
        std::fflush(stdout);
    }
    void note(const mcu::McuFailure& failure) {
        if (!failure.restarted) return say(failure.reason);
        restarted_ = true;
    }
    void forget() {
        restarted_ = false;
        console_.reset();
        mcu_.reset();
        link_.reset();
    }
    // Listens until `finished` is set by something the executor runs.
    void drive(const bool& finished) {
        runtime::Actor* const actors[] = {&executor_, &*link_};
        runtime::drive(outside_, actors, finished);
    }

    runtime::Outside& outside_;
    runtime::ByteStream& cable_;
    double baud_;
    runtime::Executor executor_;
    std::optional<mcu::Link> link_;
    std::optional<mcu::Mcu> mcu_;
    std::optional<mcu::Console> console_;
    bool restarted_ = false;
};

void prompt() {
    if (isatty(STDIN_FILENO) == 0) return;
    std::fputs("> ", stdout);
    std::fflush(stdout);
}

// In virtual time the board stands still while one types, and runs for a second after each line.
int talk_to_simulation() {
    sim::World world(toy());
    Talk talk(world, world.cable(0), 0.0);
    if (auto connected = talk.connect(); !connected) {
        complain(connected.error().what);
        return exit_failed;
    }
    talk.greet();
    std::string line;
    for (prompt(); std::getline(std::cin, line); prompt()) {
        if (!talk.enter(line)) break;
        if (auto listened = talk.listen(base::Seconds(1.0)); !listened) {
            complain(listened.error().what);
            return exit_failed;
        }
    }
    return exit_good;
}

// Reads lines from standard input without ever waiting for them.
class LineReader {
  public:
    LineReader() { fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK); }
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;
    ~LineReader() { fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) & ~O_NONBLOCK); }

    // Takes in what there is.
    void poll() {
        char buffer[512];
        while (true) {
            const auto count = read(STDIN_FILENO, buffer, sizeof buffer);
            if (count == 0) at_end_ = true;
            if (count <= 0) return;
            text_.append(buffer, static_cast<std::size_t>(count));
        }
    }
    std::optional<std::string> next() {
        const auto end = text_.find('\n');
        if (end == std::string::npos) return std::nullopt;
        auto line = text_.substr(0, end);
        text_.erase(0, end + 1);
        return line;
    }
    bool at_end() const { return at_end_ && text_.find('\n') == std::string::npos; }

  private:
    std::string text_;
    bool at_end_ = false;
};

int talk_to_device(const ConsoleWish& wish) {
    auto port = runtime::SerialPort::open(wish.device, wish.baud);
    if (!port) {
        complain(port.error().what);
        return exit_failed;
    }
    runtime::SystemOutside outside;
    outside.watch((*port)->file_descriptor());
    Talk talk(outside, **port, wish.baud);
    if (auto connected = talk.connect(); !connected) {
        complain(connected.error().what);
        return exit_failed;
    }
    talk.greet();
    const InterruptWatch interrupts;
    LineReader input;
    outside.watch(STDIN_FILENO);
    bool going_on = true;
    auto listened = base::Result<void>{};
    prompt();
    while (going_on && !interrupts.interrupted() && listened) {
        listened = talk.listen(base::Seconds(0.05));
        input.poll();
        while (auto line = input.next()) {
            going_on = going_on && talk.enter(*line);
            prompt();
        }
        if (input.at_end()) break;
    }
    if (listened) listened = talk.listen(base::Seconds(0.5));  // answers to the last lines
    if (listened) return interrupts.interrupted() ? exit_interrupted : exit_good;
    complain(listened.error().what);
    return exit_failed;
}

}  // namespace

int console(const ConsoleWish& wish) {
    return wish.device.empty() ? talk_to_simulation() : talk_to_device(wish);
}

}  // namespace escapement::app
