// A printer on a serial port, in the dialects that descend from Marlin's.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. The port is found by asking at all of them (port_finder.hpp), or it is given.
// 2. A port that is opened is listened to first: a board may be booting, or printing.  Then the
//    only thing it is asked is its temperature.
// 3. When the firmware has spoken, its automatic reports are switched off, because Marlin writes
//    two of them into one line; temperatures and the progress of the card are asked for instead.
// 4. A connection that is lost is made again, from 2.  Nothing is sent in between.
// A port has one owner, this.  Reading never waits for what is to be written.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/backend.hpp"
#include "client/gcode_words.hpp"
#include "client/host_print.hpp"
#include "client/line_sender.hpp"
#include "client/line_splitter.hpp"
#include "client/marlin_reader.hpp"
#include "client/port_finder.hpp"
#include "client/script_runner.hpp"
#include "client/serial_ports.hpp"
#include "client/serial_wishes.hpp"
#include "runtime/executor.hpp"
#include "runtime/task.hpp"

namespace escapement::client {

// Belongs to one thread, like `executor`, which outlives it.
class SerialBackend final : public Backend {
  public:
    static constexpr base::Seconds temperature_period{2.0};
    static constexpr base::Seconds card_period{5.0};
    static constexpr base::Seconds quiet_time{1.0};  // after which a boot text is at its end
    static constexpr base::Seconds most_listening{20.0};
    static constexpr base::Seconds least_back_off{0.5};
    static constexpr base::Seconds most_back_off{3.0};  // looking disturbs nobody
    static constexpr base::Seconds silence{30.0};       // then the printer is not online any more

    SerialBackend(SerialPorts& ports, runtime::Executor& executor, SerialOptions options);

    void connect() override;
    void disconnect() override;
    const Snapshot& snapshot() const override { return snapshot_; }
    EventQueue& events() override { return events_; }
    Ticket submit(const Command& command) override;
    void poll(base::HostTime now) override;
    base::HostTime next_wake() const override;

    std::uint64_t resends() const { return sender_.resends(); }

  private:
    static constexpr base::Seconds look_again{0.1};

    // The way to the printer.
    runtime::Task<> stay_connected();
    runtime::Task<> find_port();
    runtime::Task<> open_port();
    void follow_port();
    runtime::Task<> listen();
    runtime::Task<> ask();
    void go_online();
    void lose(const std::string& why);
    void set_link(Link link, std::string trouble);
    void greet();
    void greet_by_dialect();

    // What comes in.
    void read();
    void hear(const std::string& text);
    void note_speech(const MarlinLine& line);
    void hear_reset(const MarlinLine& line);
    bool is_routine(const MarlinLine& line) const;
    void note_sent(const Outgoing& line);
    void note_done(const Outgoing& line, const std::string& complaint);
    void end_print(JobState state, const std::string& why);
    void give_up_print(const std::string& why);
    void hear_action(const std::string& action);

    // What goes out.
    void write();
    void ask_routinely(base::HostTime now);
    void routine(const char* text) { sender_.queue({text, 0, true}); }
    std::string refusal(const Command& command) const;
    std::string lone_port() const;
    std::string stop_refusal() const;
    void carry_out(Ticket ticket, const Command& command);
    Lines lines_for(const Command& command) const;
    void apply(const Command& command);
    void pause_stream(Ticket ticket);
    void resume_stream(Ticket ticket);
    void cancel_stream(Ticket ticket);
    void cool_down(Ticket ticket, const Lines& lines);
    void cancel_card(Ticket ticket);
    void stop_heat(Lines& lines);
    void stop_everything(Ticket ticket);
    void stop_by_file();
    runtime::Task<> stop_unheard(Ticket ticket, std::string path);
    runtime::Task<std::string> say_stop(std::string path);
    void say_last_words(const std::string& why, const Lines& lines);
    void give_up_waiting();

    SerialPorts& ports_;
    runtime::Executor& executor_;
    SerialOptions options_;
    bool known_place_ = false;  // options_ name the port and rate to come back to
    bool found_ = false;        // by looking for it, not by option
    Snapshot snapshot_;
    EventQueue events_;
    MarlinReader reader_{snapshot_};
    LineSender sender_;
    HostPrint print_{sender_, snapshot_};
    PortFinder finder_;
    LineSplitter splitter_;
    std::unique_ptr<SerialLine> line_;
    std::string unsent_;
    std::vector<std::string> others_;  // ports that are not the printer's
    bool may_send_ = false, greeted_ = false;
    bool spoken_ = false, answered_ = false;  // since it was last listened to, or asked
    bool card_asked_ = false, card_answers_ = true, temperature_asked_ = false;
    std::string refusal_;      // what it said last instead of doing what it was told
    bool still_hot_ = false;   // a print that was sent from here broke off
    bool cools_down_ = false;  // what a print that ended leaves to be done waits to be sent
    bool people_ask_ = false;  // what was sent last is not polling
    base::HostTime opened_{}, last_heard_{}, last_boot_text_{}, next_temperature_{}, next_card_{};
    ScriptRunner scripts_{sender_, events_};
    Ticket last_ticket_ = 0;
    std::optional<runtime::Task<>> task_;
};

}  // namespace escapement::client
