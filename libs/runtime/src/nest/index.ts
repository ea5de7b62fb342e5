// What runs within Nest, apart from the rest: the command line and most specs load several hundred modules less.
export * from '../kafka/consumer/batch-consumer.js'
export * from './run-service.js'
export * from './nest-logger.js'
