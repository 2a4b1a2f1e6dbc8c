// A printer behind Moonraker or Escapement's own server, over WebSocket (JSON-RPC).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. The server is asked to speak WebSocket; an API key goes along, a login follows.
// 2. It is asked which status objects there are, and those that we know are subscribed to; from
//    then on it tells by itself what changes.
// 3. When its printer goes away or comes back, it says so, and 2. is done again.  As long as the
//    printer is not ready it is asked how it is: not all that happens then is told.
// 4. A connection that is silent for a minute, or closed, is made again.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "client/backend.hpp"
#include "client/network.hpp"
#include "client/web_socket.hpp"

namespace escapement::client {

struct MoonrakerOptions {
    Address address;
    std::string api_key;         // empty: none
    std::string user, password;  // empty: no login
};

// Belongs to one thread; `network` outlives it.
class MoonrakerBackend final : public Backend {
  public:
    static constexpr int usual_port = 7125;
    static constexpr base::Seconds most_back_off{10.0};
    static constexpr base::Seconds ping_after{20.0};
    static constexpr base::Seconds lost_after{60.0};
    static constexpr base::Seconds look_period{2.0};
    static constexpr std::size_t max_waiting = 64;      // requests without an answer
    static constexpr std::size_t max_estimates = 48;    // files whose duration is asked for
    static constexpr std::size_t max_unsent = 1 << 20;  // bytes

    MoonrakerBackend(Network& network, MoonrakerOptions options);

    void connect() override { wanted_ = true; }
    void disconnect() override;
    const Snapshot& snapshot() const override { return snapshot_; }
    EventQueue& events() override { return events_; }
    Ticket submit(const Command& command) override;
    void poll(base::HostTime now) override;
    base::HostTime next_wake() const override;

  private:
    using Answer = std::function<void(const base::Value* result, const std::string& error)>;

    void open(base::HostTime now);
    void read(base::HostTime now);
    void write();
    void lose(const std::string& why, base::HostTime now);
    void set_link(Link link, std::string trouble);

    void begin_session();
    void ask_for_printer();
    void hear_printer(const base::Value* info);
    void subscribe();
    void go_online();
    void ask_for_estimate();
    void ask_for_estimates();
    void request(const std::string& method, base::Value parameters, Answer answer);
    void hear(const std::string& text);
    void hear_answer(const base::Value& message);
    void hear_news(const std::string& method, const base::Value* parameters);
    void hear_status(const base::Value* status);
    void hear_files(const base::Value* list);
    void hear_gcode(std::string_view text);
    void show_wish(const Command& command);
    void run_script(Ticket ticket, const Command& command);
    void finish(Ticket ticket, const std::string& error);

    Network& network_;
    MoonrakerOptions options_;
    Snapshot snapshot_;
    EventQueue events_;
    bool wanted_ = false;
    std::unique_ptr<runtime::ByteStream> stream_;
    WebSocketReader reader_;
    bool begun_ = false;  // the session, on this connection
    std::string unsent_;
    std::map<std::int64_t, Answer> waiting_;
    std::int64_t last_request_ = 0;
    Ticket last_ticket_ = 0;
    bool subscribed_ = false, looking_ = false;
    base::HostTime look_at_{};
    int scripts_ = 0;      // of ours that are under way
    std::string refusal_;  // of a line of theirs: such a script ends well all the same
    std::optional<JobState> told_state_;  // while the wish for another one is under way
    std::string estimated_file_;
    std::optional<double> estimate_s_;
    base::HostTime now_{}, heard_at_{}, pinged_at_{}, open_at_{};
    base::Seconds back_off_{1.0};
};

}  // namespace escapement::client
