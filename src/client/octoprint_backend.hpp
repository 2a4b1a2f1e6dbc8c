// A printer behind OctoPrint: its REST interface for wishes, its push interface for news.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. POST /api/login with the API key gives a session.
// 2. /sockjs/websocket is opened and the session is shown; from then on OctoPrint tells twice a
//    second how things are.
// 3. Wishes are requests of their own, one after another; an emergency stop waits for none of them.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/value.hpp"
#include "client/backend.hpp"
#include "client/http_exchange.hpp"
#include "client/network.hpp"
#include "client/web_socket.hpp"

namespace escapement::client {

// Belongs to one thread; `network` outlives it.
class OctoPrintBackend final : public Backend {
  public:
    static constexpr int usual_port = 80;
    static constexpr base::Seconds most_back_off{10.0};
    static constexpr base::Seconds lost_after{30.0};
    static constexpr std::size_t max_waiting = 32;  // requests
    static constexpr std::size_t max_stops = 8;     // emergency stops that are not answered yet

    OctoPrintBackend(Network& network, Address address, std::string api_key);

    void connect() override { wanted_ = true; }
    void disconnect() override;
    const Snapshot& snapshot() const override { return snapshot_; }
    EventQueue& events() override { return events_; }
    Ticket submit(const Command& command) override;
    void poll(base::HostTime now) override;
    base::HostTime next_wake() const override;

  private:
    using Answer = std::function<void(const HttpAnswer* answer, const std::string& error)>;
    struct Waiting {
        HttpRequest request;
        Answer answer;
    };

    void request(HttpRequest request, Answer answer);
    void go_on_with_requests(base::HostTime now);
    void stop_everything(Ticket ticket);
    void go_on_with_stops(base::HostTime now);
    void log_in();
    void open_push(const std::string& session);
    void read_push(base::HostTime now);
    void hear(const std::string& text);
    void hear_event(const base::Value& event);
    void hear_logs(const base::Value& current);
    void hear_answer(const std::string& text);
    void hear_sent(const std::string& line);
    void lose(const std::string& why);
    void set_link(Link link, std::string trouble);
    HttpRequest request_for(const Command& command) const;
    void finish(Ticket ticket, const std::string& error);

    Network& network_;
    Address address_;
    std::string api_key_;
    Snapshot snapshot_;
    EventQueue events_;
    bool wanted_ = false, logging_in_ = false;
    std::unique_ptr<runtime::ByteStream> push_;
    WebSocketReader reader_;
    std::string unsent_, session_;
    std::deque<Waiting> waiting_;
    std::unique_ptr<HttpExchange> exchange_;
    std::map<Ticket, HttpExchange> stops_;  // each on a connection of its own
    Ticket last_ticket_ = 0;
    std::optional<JobState> outcome_;  // of the last print
    base::HostTime now_{}, heard_at_{}, open_at_{};
    base::Seconds back_off_{1.0};
};

}  // namespace escapement::client
