// A board with Marlin that exists only in memory: what it hears and what it says.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Bytes become lines; each is checked as Marlin checks it, and refused with a request to resend,
//    or goes into a queue of four.
// 2. One command after another is carried out.  Moves go into a planner with room for sixteen,
//    waits for heat and homing take their time, and "busy" is said meanwhile.
// 3. Beside that a print from the card may be under way, heaters warm up, and reports that were
//    asked for come by themselves, right between the others.
// A line that begins with "!sim" is for the simulation, and names a fault (fault.hpp): without a
// number it comes at once, in a print it has its turn like other lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "client/marlin_sim/card.hpp"
#include "client/marlin_sim/fault.hpp"
#include "client/marlin_sim/heaters.hpp"

namespace escapement::client::marlin_sim {

struct BoardOptions {
    int tools = 1;
    bool advanced_ok = false;   // "ok N12 P15 B3"
    bool short_resend = false;  // "rs N12" instead of "Resend: 12"
    bool says_busy = true;
    bool aborts = true;  // knows M524
    base::Seconds boot_time{1.5};
    base::Seconds move_time{0.0};  // of each G0 and G1; 0: as long as speed and way say
    double random_busy = 0.0;      // share of commands that take seconds for no reason
    std::uint64_t seed = 1;
    std::vector<TimedFault> faults{};  // each comes once
};

// Belongs to one thread.
class Board {
  public:
    static constexpr std::size_t max_unread = 128;  // bytes that the serial port holds
    static constexpr std::size_t queue_length = 4;
    static constexpr std::size_t planner_length = 16;
    static constexpr std::size_t max_line = 96;

    Board(BoardOptions options, base::HostTime now);

    // Begins anew, as after switching it on or a reset by DTR.
    void reset(base::HostTime now);
    void hear(std::string_view bytes, base::HostTime now);
    // Does what is due, and returns what is said meanwhile.
    std::string poll(base::HostTime now);
    base::HostTime next_wake() const;

    // Called with each line that is carried out, but M105 and M110.
    void on_executed(std::function<void(const std::string&)> callback) {
        on_executed_ = std::move(callback);
    }
    Card& card() { return card_; }
    // How long the cable is to be out; asked for by "!sim unplug S10", told once.
    std::optional<base::Seconds> take_unplugging() { return std::exchange(unplugging_, {}); }
    const Heaters& heaters() const { return heaters_; }
    bool halted() const { return halted_; }

  private:
    struct Command {
        std::string text;  // without number and checksum
        std::optional<std::uint64_t> number;
        std::optional<Fault> fault;  // that comes with it
    };
    void boot(base::HostTime now);
    void take_bytes();
    void take_line(std::string line);
    bool obey(std::string_view line);
    std::optional<Fault> fault_of(const std::string& line);
    std::optional<Fault> fault_at(std::uint64_t line);
    void suffer(const Fault& fault);
    void suffer_for(const Command& command);
    bool check(std::string& line, std::optional<std::uint64_t>& number);
    void refuse(const char* why);

    void work(base::HostTime now);
    bool is_done(base::HostTime now);
    void begin(const Command& command, base::HostTime now);
    void begin_move(const std::string& text, base::HostTime now);
    bool begin_heating(std::string_view word, const std::string& text, base::HostTime now);
    bool begin_card(std::string_view word, const std::string& text, base::HostTime now);
    bool begin_setting(std::string_view word, const std::string& text);
    bool begin_question(std::string_view word, const std::string& text, base::HostTime now);
    void finish(base::HostTime now);
    void tell_progress(base::HostTime now);
    void report(base::HostTime now);
    void say(std::string_view text);
    void halt(const char* why);
    std::string acknowledgement(const Command& command) const;
    std::size_t moves_planned(base::HostTime now) const;
    double chance();

    BoardOptions options_;
    std::function<void(const std::string&)> on_executed_;
    std::string output_, unread_, partial_;
    std::deque<Command> queue_;
    std::optional<Command> current_;
    std::string answer_;  // of the current command, said in front of its "ok" or on its line
    base::HostTime busy_until_{}, busy_said_{}, now_{};
    bool heat_wait_ = false;
    std::deque<base::HostTime> moves_;  // when each planned move ends
    std::uint64_t last_line_ = 0;
    std::optional<base::HostTime> boots_at_;
    bool halted_ = false, lose_ok_ = false;
    std::optional<base::Seconds> unplugging_;
    double x_ = 0, y_ = 0, z_ = 0, e_ = 0, feed_ = 1500;
    bool relative_ = false;
    int feed_rate_ = 100, flow_ = 100, tool_ = 0;
    double babystep_ = 0;
    Heaters heaters_;
    Card card_;
    struct Reports {
        double period_s = 0;
        base::HostTime due{};
    };
    Reports temperature_reports_, card_reports_;
    std::uint64_t random_;
};

}  // namespace escapement::client::marlin_sim
