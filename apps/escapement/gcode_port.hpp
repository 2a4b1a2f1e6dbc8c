// G-code from a terminal, line by line, answered with "ok" as printers do.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Bytes become lines.  A line that is an emergency stop is acted on as soon as it is seen,
//    whatever waits before it; one that cancels or pauses is announced then.
// 2. One line after another is carried out; what the printer says meanwhile goes to the terminal,
//    and "ok" follows when the line is done.
// 3. When the printer shuts down, the line that is being carried out ends where it waits.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "escapement/host.hpp"
#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/task.hpp"

namespace escapement::app {

// Outlives the printers that it serves.  Belongs to the main thread.
class GcodePort final : public runtime::Actor {
  public:
    // So much input may wait; more stays in the terminal.
    static constexpr std::size_t max_waiting = std::size_t{64} << 10;
    // So much output may wait for somebody to read it; more is lost, and so is all of it when
    // nobody reads any for this time.  The next line that comes ends that.
    static constexpr std::size_t max_unsent = std::size_t{64} << 10;
    static constexpr base::Seconds deafness{1.0};

    explicit GcodePort(runtime::ByteStream& terminal) : terminal_(terminal) {}
    ~GcodePort() override;
    GcodePort(const GcodePort&) = delete;
    GcodePort& operator=(const GcodePort&) = delete;

    // Called with whether input is wanted, when that changes.
    void on_appetite(std::function<void(bool)> callback) { on_appetite_ = std::move(callback); }

    // Called with each line that is about to run.
    void on_line(std::function<void(std::string_view)> callback) { on_line_ = std::move(callback); }
    // Serves this host from now on, as long as it is not `ending`: then, and when there is nobody,
    // lines wait for the next one.
    void serve(Host& host, std::function<bool()> ending);
    void serve_nobody();
    // A line or several for whoever is connected.
    void say(std::string_view text);
    std::uint64_t bytes_read() const { return bytes_read_; }

    void poll(base::HostTime now) override;
    base::HostTime next_wake() const override { return wake_; }

  private:
    void read();
    void take_lines(std::string_view text);
    struct Waiting {
        std::string text;
        // Of a line for which others make way.
        std::optional<printer::Turns::Announcement> announcement;
    };
    void add_line(std::string text);
    void announce(Waiting& line);
    void work();
    void begin(Waiting line);
    void end_interrupted();
    bool has_appetite() const { return waiting_bytes_ < max_waiting; }
    void write(base::HostTime now);
    runtime::Task<> carry_out(Waiting waiting);
    std::optional<runtime::Task<>> begin_command(const gcode::Line& line, bool& acknowledged);
    using Motion = std::pair<base::PrintTime, motion::Position>;
    Motion motion_so_far() const;
    runtime::Task<> wait_for_room();
    void complain(const std::string& what);
    void break_down(const gcode::Line& line);

    runtime::ByteStream& terminal_;
    Host* host_ = nullptr;
    std::function<bool()> ending_;
    std::function<void(bool)> on_appetite_;
    std::function<void(std::string_view)> on_line_;
    std::string partial_;    // a line whose end has not come
    bool overlong_ = false;  // the rest of it is skipped
    std::deque<Waiting> lines_;
    std::size_t waiting_bytes_ = 0;
    bool was_hungry_ = true;
    std::string unsent_;
    bool deaf_ = false;  // nobody reads what is said
    base::HostTime last_sent_{};
    std::uint64_t bytes_read_ = 0;
    std::optional<runtime::Task<>> running_;
    base::HostTime wake_ = base::HostTime::min();
};

}  // namespace escapement::app
