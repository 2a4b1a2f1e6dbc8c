// Gets lines to a printer over a cable that garbles some, each exactly once and in order.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. A line is sent, and the next one when "ok" has come for it.  A printer that says how much
//    room it has (ADVANCED_OK) gets as many lines ahead.
// 2. While a file is streamed, lines carry numbers and checksums.  The printer takes only the line
//    whose number follows the last one it took, so no line is carried out twice whatever is sent
//    again, and it asks for the first one that it misses.  The sender then goes back to that.
// 3. An "ok" that never comes is not waited for: after a silence the sender asks for the
//    temperatures, as the next line.  Either they come, and all lines before them have arrived, or
//    the printer asks for the line that it misses.  When several were asked, a printer that has
//    answered one answers the others at once or never: then their answers are lost.
// 4. A file is at its end when such a question behind its last line has been answered.
// 5. A printer that refuses lines without checksums gets all lines with them.
// 6. What ends a wait (M108, M410, M876) is not kept waiting.
// Bytes and time are arguments, so tests need neither a port nor patience.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "client/command.hpp"
#include "client/marlin_line.hpp"

namespace escapement::client {

struct Outgoing {
    std::string text;
    Ticket ticket = 0;
    bool routine = false;  // polling: of no interest to people
};

// Belongs to one thread.
class LineSender {
  public:
    static constexpr std::size_t max_queued = 64;
    static constexpr std::size_t max_ahead = 4;          // lines without "ok"
    static constexpr std::size_t max_bytes_ahead = 100;  // boards have 128 bytes for what comes in
    static constexpr std::size_t history_length = 64;    // lines that may be asked for again
    static constexpr int max_resends = 40;               // without a single "ok" for another line
    static constexpr int max_unclear = 10;         // questions in a row that only "ok" has answered
    static constexpr base::Seconds patience{3.0};  // of silence, then the printer is asked
    static constexpr base::Seconds most_patience{30.0};
    static constexpr base::Seconds idleness{0.5};  // the same, of a printer that says "wait"
    static constexpr base::Seconds settling{0.1};  // after a request to resend

    // Gives the next line of a file, or nothing at its end.
    using Source = std::function<std::optional<std::string>()>;

    struct Listener {
        std::function<void(const Outgoing&)> sent;
        // The line was carried out, or it was refused: then `complaint` says why.
        std::function<void(const Outgoing&, const std::string& complaint)> done;
        std::function<void()> stream_ended;
    };
    explicit LineSender(Listener listener) : listener_(std::move(listener)) {}

    // False if there are too many already.
    bool queue(Outgoing line);
    // Streams a file, with the queued lines in between; numbers begin anew.
    void start_stream(Source source);
    // Takes no more from the file; what was taken is still sent.
    void hold_stream(bool held) { held_ = held; }
    // Forgets the file; lines that were sent are still looked after.
    void stop_stream();
    bool streaming() const { return source_ != nullptr; }
    // Forgets everything, because nobody is there any more or the printer was reset.
    void clear();

    void hear(const MarlinLine& line, base::HostTime now);
    // What is to be written now.
    std::string take_bytes(base::HostTime now);
    base::HostTime next_wake() const;

    // Nothing is on its way or waits.
    bool idle() const {
        return waiting_.empty() && queued_.empty() && cursor_ == next_ && !source_;
    }
    std::size_t unanswered() const { return waiting_.size(); }
    // Whether a printer that owes an answer has shown no sign of life for as long as any line takes
    // (long_commands.hpp), so that none will come.
    bool given_up(base::HostTime now) const { return now >= end_of_patience(); }
    base::HostTime end_of_patience() const;
    // How long the printer may be silent about what it owes an answer to now.
    base::Seconds patience_at_hand() const;
    // How often in a row silence was met with a question.
    int questions() const { return questions_; }
    // Why the stream cannot go on; empty: it can.
    const std::string& failure() const { return failure_; }
    std::uint64_t resends() const { return resends_; }

  private:
    struct Sent {
        Outgoing line;
        std::uint64_t number = 0;
        bool question = false, closing = false, told = false;
    };
    void hear_ok(const Acknowledgement& ok);
    bool take_settling_ok();
    void hear_resend(std::uint64_t number, base::HostTime now);
    void number_all_lines();
    bool wants_numbers() const { return source_ != nullptr || numbers_all_; }
    void go_back_to(std::uint64_t number);
    void note_life(const MarlinLine& line, base::HostTime now);
    void hear_answer(const Sent& question);
    void confirm_up_to(std::uint64_t number);
    void confirm(std::uint64_t number);
    bool is_plausible(std::uint64_t number) const;
    Sent* find(std::uint64_t number);
    const Sent* find(std::uint64_t number) const;
    const Sent* oldest_question();
    void forget_lost_answers(base::HostTime now);

    std::string next_bytes(base::HostTime now);
    std::string begin_stream(base::HostTime now);
    std::optional<Sent> next_line();
    std::optional<Sent> next_queued();
    static Sent question();
    std::string send_new(Sent sent, base::HostTime now);
    std::string transmit(const Sent& sent, base::HostTime now);
    bool may_send(std::size_t bytes) const;
    std::size_t bytes_ahead() const;
    base::HostTime due() const;
    void end_stream();

    Listener listener_;
    std::deque<Outgoing> queued_;
    Source source_;
    bool held_ = false, at_end_ = false;
    std::optional<Outgoing> taken_;  // from the file, without room at the printer yet
    bool numbered_ = false;
    bool numbers_all_ = false;           // not only those of a stream
    bool synchronised_ = false;          // the printer counts as we do
    std::uint64_t next_ = 1;             // the number of the next new line
    std::uint64_t cursor_ = 1;           // of the next line to transmit: less if some go again
    std::uint64_t confirmed_ = 0;        // all before this have arrived
    std::deque<Sent> history_;           // what was sent, the oldest first
    std::deque<std::uint64_t> waiting_;  // numbers of lines without "ok"
    int room_ = 1;                       // lines that fit into the printer's buffer
    std::string complaint_;
    bool answered_ = false;       // temperatures came: the next "ok" is the question's
    bool answers_due_ = false;    // one question was answered, later ones are not yet
    bool nothing_to_do_ = false;  // the printer says that it waits
    std::optional<base::HostTime> settle_until_;
    bool settle_wants_ok_ = false, settle_at_ok_ = false;
    base::HostTime last_life_{};     // or when something was sent
    base::HostTime silent_since_{};  // the same, but for questions
    int questions_ = 0, resends_in_row_ = 0, unclear_ = 0;
    std::uint64_t resends_ = 0;
    std::string failure_;
};

}  // namespace escapement::client
